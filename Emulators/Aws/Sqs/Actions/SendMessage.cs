namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>SendMessage.</summary>
internal sealed class SendMessage() : SqsAction<SendInput, SendOutput>(SqsJson.Default.SendInput, SqsJson.Default.SendOutput)
{
    protected override ValueTask<SendOutput> ExecuteAsync(SqsCall call, SendInput request)
    {
        var queue = call.Queue(request.QueueUrl);
        var outgoing = Outgoing.Check(request, queue, call.Aws);
        var ids = call.State.Send(queue, [outgoing.Message]) ?? throw SqsErrors.QueueDoesNotExist();
        return ValueTask.FromResult(outgoing.Answer(entryId: null, ids[0]));
    }
}
