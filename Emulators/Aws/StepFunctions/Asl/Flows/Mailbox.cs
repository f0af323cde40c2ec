using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Flows;

/// <summary>What comes for a waiting task, timer or group of branches, one at a time.</summary>
internal sealed class Mailbox<T> : INotifyCompletion
{
    private readonly Queue<T> _waiting = new();
    private Action? _continuation;

    public bool IsCompleted => _waiting.Count > 0;

    public void Post(T message)
    {
        _waiting.Enqueue(message);
        var continuation = _continuation;
        _continuation = null;
        continuation?.Invoke();
    }

    /// <summary>Await it for the next message.</summary>
    public Mailbox<T> GetAwaiter() => this;

    public void OnCompleted(Action continuation) => _continuation = continuation;

    public T GetResult() => _waiting.Dequeue();
}
