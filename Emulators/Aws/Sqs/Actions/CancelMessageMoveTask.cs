using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>CancelMessageMoveTask: what has been moved stays moved.</summary>
internal sealed class CancelMessageMoveTask(MoveTasks moves) : SqsAction<CancelMessageMoveTask.Input, CancelMessageMoveTask.Output>(SqsJson.Default.CancelMoveInput, SqsJson.Default.CancelMoveOutput)
{
    protected override ValueTask<Output> ExecuteAsync(SqsCall call, Input request)
    {
        var handle = request.TaskHandle ?? throw SqsErrors.MissingParameter("TaskHandle");
        StartMessageMoveTask.Queue(call, MoveTask.SourceOf(handle) ?? throw SqsErrors.InvalidParameter("Value for parameter TaskHandle is invalid."));
        var task = moves.Find(handle) ?? throw SqsErrors.ResourceNotFound("Task does not exist.");
        if (task.Status != "RUNNING")
        {
            throw SqsErrors.InvalidParameter("Only active tasks can be cancelled.");
        }
        task.Status = "CANCELLING";
        return ValueTask.FromResult(new Output(task.Moved));
    }

    internal sealed record Input(string? TaskHandle);

    internal sealed record Output(long ApproximateNumberOfMessagesMoved);
}
