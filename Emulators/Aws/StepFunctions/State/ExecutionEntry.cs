using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>An execution as the endpoint keeps it: while it runs with its state, afterwards with its outcome and the places of its records.</summary>
internal sealed class ExecutionEntry(StartRecord start, bool isExpress)
{
    private TaskCompletionSource? _ended;

    public Lock Gate { get; } = new();

    public StartRecord Start { get; } = start;

    public bool IsExpress { get; } = isExpress;

    /// <summary>Null once it has ended. Under <see cref="Gate"/>.</summary>
    public Execution? Running { get; set; }

    /// <summary>Tasks that are to be done or being done, and whether somebody has begun. Under <see cref="Gate"/>.</summary>
    public Dictionary<int, PendingTask> Pending { get; } = [];

    /// <summary>Positions of its records. Under <see cref="Gate"/>.</summary>
    public List<long> Positions { get; } = [];

    /// <summary>Numbers of tasks whose activity did not exist when they came up; null where there is none. Under <see cref="Gate"/>.</summary>
    public HashSet<int>? WithoutActivity { get; set; }

    /// <summary>ARNs of the runs of its distributed Maps, once it has ended; null where that is not known yet. Under <see cref="Gate"/>.</summary>
    public IReadOnlyList<string>? MapRuns { get; set; }

    public ITimer? Alarm { get; set; }

    public ExecutionStatus Status { get; private set; }

    public Json? Output { get; private set; }

    public string? Error { get; private set; }

    public string? Cause { get; private set; }

    public DateTimeOffset Started => DateTimeOffset.FromUnixTimeMilliseconds(Start.Milliseconds);

    public DateTimeOffset? Stopped { get; private set; }

    public int RedriveCount { get; private set; }

    /// <summary>Of the last redrive.</summary>
    public DateTimeOffset? Redriven { get; private set; }

    /// <summary>Of the request that redrove it last.</summary>
    public string? RedriveToken { get; private set; }

    /// <summary>Why it cannot be redriven; null where it can (API reference, RedriveExecution).</summary>
    public string? NotRedrivable(DateTimeOffset now)
        => Status is ExecutionStatus.Running or ExecutionStatus.Succeeded ? $"Execution is {StatusNames.Of(Status)} and cannot be redriven"
            : now - Stopped > TimeSpan.FromDays(14) ? "Execution has exceeded the redrivable period of 14 days"
            : null;

    /// <summary>It goes on. Under <see cref="Gate"/>.</summary>
    public void Reopen(DateTimeOffset now, string? token)
    {
        (Status, Output, Error, Cause, Stopped) = (ExecutionStatus.Running, null, null, null, null);
        (RedriveCount, Redriven, RedriveToken, _ended) = (RedriveCount + 1, now, token, null);
    }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended
    {
        get
        {
            lock (Gate)
            {
                _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (Running is null)
                {
                    _ended.TrySetResult();
                }
                return _ended.Task;
            }
        }
    }

    /// <summary>Takes the outcome from the log; kind and number are already taken.</summary>
    public void End(ref Journaling.RecordReader reader)
    {
        Stopped = DateTimeOffset.FromUnixTimeMilliseconds(reader.Long());
        Status = (ExecutionStatus)reader.Byte();
        Output = reader.Text() is { } output ? Json.ParseDocument(output) : null;
        (Error, Cause) = (reader.Text(), reader.Text());
    }

    /// <summary>Takes over the outcome and lets the state go. Under <see cref="Gate"/>.</summary>
    public void End()
    {
        var execution = Running!;
        (Status, Output, Error, Cause, Stopped) = (execution.Status, execution.Output, execution.Error, execution.Cause, execution.Stopped);
        MapRuns = execution.MapRuns.Count == 0 ? [] : [.. execution.MapRuns.Select(static run => run.Arn)];
        Running = null;
        Pending.Clear();
        Alarm?.Dispose();
        Alarm = null;
        _ended?.TrySetResult();
    }
}
