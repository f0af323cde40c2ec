namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>A long poll that waits for a message: woken by an arrival, at its deadline, or by the end of its queue.</summary>
internal sealed class Waiter : IDisposable
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _deadline;

    public Waiter(TimeProvider time, TimeSpan longest)
        => _deadline = time.CreateTimer(static waiter => ((Waiter)waiter!)._woken.TrySetResult(), this, longest, Timeout.InfiniteTimeSpan);

    public Task Woken => _woken.Task;

    /// <summary>Whether a message was announced to this one: if it leaves without looking, another must be told.</summary>
    public bool Announced { get; private set; }

    public void Announce()
    {
        Announced = true;
        _woken.TrySetResult();
    }

    public void Dispose() => _deadline.Dispose();
}
