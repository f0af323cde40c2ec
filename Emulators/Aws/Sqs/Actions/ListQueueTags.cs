namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ListQueueTags.</summary>
internal sealed class ListQueueTags() : SqsAction<QueueInput, ListQueueTags.Output>(SqsJson.Default.QueueInput, SqsJson.Default.ListQueueTagsOutput)
{
    protected override ValueTask<Output> ExecuteAsync(SqsCall call, QueueInput request)
    {
        var tags = call.Queue(request.QueueUrl).Tags;
        return ValueTask.FromResult(new Output(tags.Count == 0 ? null : tags));
    }

    internal sealed record Output(IReadOnlyDictionary<string, string>? Tags);
}
