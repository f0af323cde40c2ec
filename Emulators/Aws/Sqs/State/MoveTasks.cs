namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>The move tasks since the start of the process (StartMessageMoveTask); what they move is durable, they are not: after a restart the rest is still in its queue.</summary>
internal sealed class MoveTasks(SqsState state, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int Batch = 100;
    private readonly Lock _gate = new();
    private readonly List<MoveTask> _tasks = [];

    /// <summary>Of one queue, the newest first.</summary>
    public IReadOnlyList<MoveTask> Of(SqsQueue source)
    {
        lock (_gate)
        {
            return [.. Enumerable.Reverse(_tasks).Where(task => task.Source == source)];
        }
    }

    public MoveTask? Find(string handle)
    {
        lock (_gate)
        {
            return _tasks.Find(task => task.Handle == handle);
        }
    }

    /// <returns>Null where one of this queue is under way.</returns>
    public MoveTask? Start(SqsQueue source, SqsQueue? destination, int? perSecond)
    {
        lock (_gate)
        {
            if (_tasks.Exists(task => task.Source == source && task.Status is "RUNNING" or "CANCELLING"))
            {
                return null;
            }
            var task = new MoveTask(Guid.NewGuid().ToString(), source, destination, perSecond, time.GetUtcNow().ToUnixTimeMilliseconds(), state.Count(source).Ready);
            _tasks.Add(task);
            _ = Task.Run(() => RunAsync(task));
            return task;
        }
    }

    private async Task RunAsync(MoveTask task)
    {
        try
        {
            while (task.Status == "RUNNING")
            {
                var moved = state.MoveBack(task.Source, task.Destination, Math.Min(Batch, task.PerSecond ?? Batch));
                task.Count(moved);
                if (moved == 0)
                {
                    task.Status = "COMPLETED";
                }
                else if (task.PerSecond is { } rate)
                {
                    await Task.Delay(TimeSpan.FromSeconds((double)moved / rate), time, lifetime.ApplicationStopping);
                }
            }
            task.Status = task.Status == "CANCELLING" ? "CANCELLED" : task.Status;
        }
        catch (OperationCanceledException)
        {
            task.Status = "CANCELLED";
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            (task.Failure, task.Status) = (exception.Message, "FAILED");
        }
    }
}
