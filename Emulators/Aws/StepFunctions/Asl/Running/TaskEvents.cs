using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>The three families of task events: service integrations, activities, functions.</summary>
internal static class TaskEvents
{
    public static HistoryEventType Scheduled(TaskResource resource) => resource.Kind switch
    {
        TaskKind.Activity => HistoryEventType.ActivityScheduled,
        TaskKind.Lambda => HistoryEventType.LambdaFunctionScheduled,
        _ => HistoryEventType.TaskScheduled,
    };

    public static (HistoryEventType Type, EventDetails? Details) Started(TaskResource resource, string? worker) => resource.Kind switch
    {
        TaskKind.Activity => (HistoryEventType.ActivityStarted, new WorkerDetails(worker)),
        TaskKind.Lambda => (HistoryEventType.LambdaFunctionStarted, null),
        _ => (HistoryEventType.TaskStarted, new ResourceDetails("taskStartedEventDetails", resource)),
    };

    public static (HistoryEventType Type, EventDetails? Details) Succeeded(TaskResource resource, Json output) => resource.Kind switch
    {
        TaskKind.Activity => (HistoryEventType.ActivitySucceeded, new OutputDetails("activitySucceededEventDetails", output)),
        TaskKind.Lambda => (HistoryEventType.LambdaFunctionSucceeded, new OutputDetails("lambdaFunctionSucceededEventDetails", output)),
        _ => (HistoryEventType.TaskSucceeded, new OutputDetails("taskSucceededEventDetails", output, resource)),
    };

    public static (HistoryEventType Type, EventDetails? Details) Failed(TaskResource resource, string? error, string? cause) => resource.Kind switch
    {
        TaskKind.Activity => (HistoryEventType.ActivityFailed, new FailureDetails("activityFailedEventDetails", error, cause)),
        TaskKind.Lambda => (HistoryEventType.LambdaFunctionFailed, new FailureDetails("lambdaFunctionFailedEventDetails", error, cause)),
        _ => (HistoryEventType.TaskFailed, new FailureDetails("taskFailedEventDetails", error, cause, resource)),
    };

    /// <summary>Of a job or callback task: its call itself was refused.</summary>
    public static (HistoryEventType Type, EventDetails? Details) SubmitFailed(TaskResource resource, string? error, string? cause)
        => (HistoryEventType.TaskSubmitFailed, new FailureDetails("taskSubmitFailedEventDetails", error, cause, resource));

    public static (HistoryEventType Type, EventDetails? Details) TimedOut(TaskResource resource) => resource.Kind switch
    {
        TaskKind.Activity => (HistoryEventType.ActivityTimedOut, new FailureDetails("activityTimedOutEventDetails", ErrorNames.Timeout, null)),
        TaskKind.Lambda => (HistoryEventType.LambdaFunctionTimedOut, new FailureDetails("lambdaFunctionTimedOutEventDetails", ErrorNames.Timeout, null)),
        _ => (HistoryEventType.TaskTimedOut, new FailureDetails("taskTimedOutEventDetails", ErrorNames.Timeout, null, resource)),
    };
}
