namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>PurgeQueue: at once, and not again within 60 seconds.</summary>
internal sealed class PurgeQueue() : SqsAction<QueueInput, EmptyOutput>(SqsJson.Default.QueueInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, QueueInput request)
    {
        var queue = call.Queue(request.QueueUrl);
        return call.State.Purge(queue) ? EmptyOutput.Done : throw SqsErrors.PurgeQueueInProgress(queue.Name);
    }
}
