namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Group commit: whoever must have its bytes on the disk waits for the next round of fsyncs, which serves all that asked before it began.
/// With fsync off nobody waits.
/// </summary>
internal sealed class Flusher(FsyncPolicy policy, TimeProvider time)
{
    private readonly Lock _lock = new();
    private HashSet<IFlushable> _waiting = [];
    private TaskCompletionSource _round = NewRound();
    private bool _running;

    /// <summary>Completes when everything that <paramref name="written"/> had written is as durable as the policy asks for.</summary>
    public Task Durable(IFlushable written)
    {
        if (!policy.Enabled)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _waiting.Add(written);
            if (!_running)
            {
                _running = true;
                _ = Task.Run(RunAsync);
            }

            return _round.Task;
        }
    }

    private static TaskCompletionSource NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync()
    {
        while (true)
        {
            if (policy.GroupDelay > TimeSpan.Zero)
            {
                await Task.Delay(policy.GroupDelay, time);
            }

            HashSet<IFlushable> written;
            TaskCompletionSource round;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _running = false;
                    return;
                }

                (written, round) = (_waiting, _round);
                (_waiting, _round) = ([], NewRound());
            }

            try
            {
                foreach (var one in written)
                {
                    one.Flush();
                }

                round.SetResult();
            }
            catch (Exception e)
            {
                // Every waiter gets it: none of them may acknowledge.
                round.SetException(e);
            }
        }
    }
}
