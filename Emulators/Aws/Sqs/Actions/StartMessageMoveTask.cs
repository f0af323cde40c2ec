using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>StartMessageMoveTask: from a dead-letter queue to where its messages came from, or to a queue that is named.</summary>
internal sealed class StartMessageMoveTask(MoveTasks moves) : SqsAction<StartMessageMoveTask.Input, StartMessageMoveTask.Output>(SqsJson.Default.StartMoveInput, SqsJson.Default.StartMoveOutput)
{
    protected override ValueTask<Output> ExecuteAsync(SqsCall call, Input request)
    {
        var source = Queue(call, request.SourceArn ?? throw SqsErrors.MissingParameter("SourceArn"));
        var destination = request.DestinationArn is { } arn ? Queue(call, arn, "DestinationArn") : null;
        if (request.MaxNumberOfMessagesPerSecond is < 1 or > 500)
        {
            throw SqsErrors.InvalidParameter("MaxNumberOfMessagesPerSecond", request.MaxNumberOfMessagesPerSecond, "Must be between 1 and 500.");
        }
        if (call.State.SourcesOf(source).Count == 0)
        {
            throw SqsErrors.InvalidParameter("Source queue must be configured as a Dead Letter Queue.");
        }
        var task = moves.Start(source, destination, request.MaxNumberOfMessagesPerSecond)
            ?? throw SqsErrors.InvalidParameter("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
        return ValueTask.FromResult(new Output(task.Handle));
    }

    /// <exception cref="AwsException">ResourceNotFoundException.</exception>
    public static SqsQueue Queue(SqsCall call, string arn, string parameter = "SourceArn") => call.State.FindByArn(arn) ?? throw SqsErrors.ResourceNotFound($"The resource that you specified for the {parameter} parameter doesn't exist.");

    internal sealed record Input(string? SourceArn, string? DestinationArn, int? MaxNumberOfMessagesPerSecond);

    internal sealed record Output(string TaskHandle);
}
