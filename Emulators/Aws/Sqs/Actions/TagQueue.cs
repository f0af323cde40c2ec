namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>TagQueue: adds tags, or changes their values.</summary>
internal sealed class TagQueue() : SqsAction<TagQueue.Input, EmptyOutput>(SqsJson.Default.TagQueueInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        call.State.Tag(queue, tags =>
        {
            foreach (var (key, value) in request.Tags ?? throw SqsErrors.MissingParameter("Tags"))
            {
                tags[key] = value;
            }
        });
        return EmptyOutput.Done;
    }

    internal sealed record Input(string? QueueUrl, Dictionary<string, string>? Tags);
}
