namespace EventAi.Emulators.Kafka.State;

/// <summary>Wakes one parked reader when any of the logs that it is registered with grows.</summary>
internal sealed class AppendSignal
{
    private TaskCompletionSource<bool> _signal = New();

    /// <summary>True for an append, false for <see cref="GiveUp"/>.</summary>
    public Task<bool> Woken => Volatile.Read(ref _signal).Task;

    public void Wake() => Volatile.Read(ref _signal).TrySetResult(true);

    public void GiveUp() => Volatile.Read(ref _signal).TrySetResult(false);

    /// <summary>Arms the signal again after an append; call before looking at the logs, so that no append goes unseen.</summary>
    public void Rearm()
    {
        if (_signal.Task is { IsCompletedSuccessfully: true, Result: true })
        {
            Volatile.Write(ref _signal, New());
        }
    }

    private static TaskCompletionSource<bool> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
