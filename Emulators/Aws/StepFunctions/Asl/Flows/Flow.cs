using System.Runtime.CompilerServices;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Flows;

/// <summary>
/// A piece of an execution that may have to wait. Unlike a Task it never leaves its thread: whoever brings what it waits for
/// runs it on to its next wait, so that the same inputs give the same history.
/// </summary>
[AsyncMethodBuilder(typeof(FlowBuilder<>))]
internal sealed class Flow<T>
{
    private Action? _continuation;
    private T? _result;
    private Exception? _exception;

    public bool IsCompleted { get; private set; }

    /// <summary>Runs the method that this flow belongs to.</summary>
    internal Action? MoveNext { get; set; }

    public Awaiter GetAwaiter() => new(this);

    public void Complete(T result)
    {
        _result = result;
        End();
    }

    public void Fail(Exception exception)
    {
        _exception = exception;
        End();
    }

    private void End()
    {
        IsCompleted = true;
        MoveNext = null;
        _continuation?.Invoke();
    }

    public readonly struct Awaiter(Flow<T> flow) : INotifyCompletion
    {
        public bool IsCompleted => flow.IsCompleted;

        public void OnCompleted(Action continuation) => flow._continuation = continuation;

        public T GetResult()
        {
            if (flow._exception is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(flow._exception);
            }
            return flow._result!;
        }
    }
}
