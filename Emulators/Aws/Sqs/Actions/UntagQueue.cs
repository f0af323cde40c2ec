namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>UntagQueue: removes tags.</summary>
internal sealed class UntagQueue() : SqsAction<UntagQueue.Input, EmptyOutput>(SqsJson.Default.UntagQueueInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        call.State.Tag(queue, tags =>
        {
            foreach (var key in request.TagKeys ?? throw SqsErrors.MissingParameter("TagKeys"))
            {
                tags.Remove(key);
            }
        });
        return EmptyOutput.Done;
    }

    internal sealed record Input(string? QueueUrl, List<string>? TagKeys);
}
