using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>RemovePermission: takes a statement out of the queue's policy.</summary>
internal sealed class RemovePermission() : SqsAction<RemovePermission.Input, EmptyOutput>(SqsJson.Default.RemovePermissionInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        var label = request.Label ?? throw SqsErrors.MissingParameter("Label");
        var policy = QueuePolicy.Read(queue);
        if (policy.Statements.FirstOrDefault(statement => QueuePolicy.LabelOf(statement) == label) is not { } found)
        {
            throw SqsErrors.InvalidParameter("Label", label, "can't find label.");
        }
        policy.Statements.Remove(found);
        policy.Save(call.State, queue);
        return EmptyOutput.Done;
    }

    internal sealed record Input(string? QueueUrl, string? Label);
}
