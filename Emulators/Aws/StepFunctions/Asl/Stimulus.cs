using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>
/// Something that reaches an execution from outside. An execution's whole state follows from its start and its stimuli, each
/// with its time: whoever keeps those can bring it back at any moment.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="Task">Number of the task; 0 where it concerns none.</param>
/// <param name="Output">Of TaskSubmitted and TaskSucceeded.</param>
/// <param name="Error">Of TaskFailed and Stop; of TaskStarted the worker's name.</param>
/// <param name="Cause">Of TaskFailed and Stop.</param>
public sealed record Stimulus(StimulusKind Kind, int Task = 0, Json? Output = null, string? Error = null, string? Cause = null)
{
    public static Stimulus Tick { get; } = new(StimulusKind.Tick);

    public static Stimulus Started(int task, string? worker = null) => new(StimulusKind.TaskStarted, task, Error: worker);

    public static Stimulus Submitted(int task, Json output) => new(StimulusKind.TaskSubmitted, task, output);

    public static Stimulus Succeeded(int task, Json output) => new(StimulusKind.TaskSucceeded, task, output);

    public static Stimulus Failed(int task, string? error, string? cause) => new(StimulusKind.TaskFailed, task, Error: error, Cause: cause);

    public static Stimulus Heartbeat(int task) => new(StimulusKind.TaskHeartbeat, task);

    /// <param name="token">Of the request, for who repeats it.</param>
    public static Stimulus Redrive(string? token) => new(StimulusKind.Redrive, Error: token);

    /// <param name="change">mapRunArn, and what is to be of maxConcurrency, toleratedFailureCount, toleratedFailurePercentage.</param>
    public static Stimulus UpdateMapRun(Json change) => new(StimulusKind.UpdateMapRun, Output: change);

    public static Stimulus Stop(string? error, string? cause) => new(StimulusKind.Stop, Error: error, Cause: cause);
}
