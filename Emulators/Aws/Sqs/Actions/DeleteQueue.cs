namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>DeleteQueue: with its messages, at once.</summary>
internal sealed class DeleteQueue() : SqsAction<QueueInput, EmptyOutput>(SqsJson.Default.QueueInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, QueueInput request)
    {
        call.State.Delete(call.Queue(request.QueueUrl));
        return EmptyOutput.Done;
    }
}
