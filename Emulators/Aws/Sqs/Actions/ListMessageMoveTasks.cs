using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ListMessageMoveTasks: the latest of a queue, one unless more are asked for, ten at most.</summary>
internal sealed class ListMessageMoveTasks(MoveTasks moves) : SqsAction<ListMessageMoveTasks.Input, ListMessageMoveTasks.Output>(SqsJson.Default.ListMovesInput, SqsJson.Default.ListMovesOutput)
{
    protected override ValueTask<Output> ExecuteAsync(SqsCall call, Input request)
    {
        if (request.MaxResults is < 1 or > 10)
        {
            throw SqsErrors.InvalidParameter("MaxResults", request.MaxResults, "Must be between 1 and 10.");
        }
        var source = StartMessageMoveTask.Queue(call, request.SourceArn ?? throw SqsErrors.MissingParameter("SourceArn"));
        return ValueTask.FromResult(new Output([.. moves.Of(source).Take(request.MaxResults ?? 1).Select(Describe)]));
    }

    private static Entry Describe(MoveTask task) => new(
        task.Status == "RUNNING" ? task.Handle : null, task.Status, task.Source.Arn, task.Destination?.Arn, task.PerSecond, task.Moved, task.ToMove, task.Failure, task.Started);

    internal sealed record Input(string? SourceArn, int? MaxResults);

    internal sealed record Output(List<Entry> Results);

    internal sealed record Entry(
        string? TaskHandle, string Status, string SourceArn, string? DestinationArn, int? MaxNumberOfMessagesPerSecond,
        long ApproximateNumberOfMessagesMoved, long ApproximateNumberOfMessagesToMove, string? FailureReason, long StartedTimestamp);
}
