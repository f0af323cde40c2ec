namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>
/// CreateQueue: standard and FIFO queues; a queue of that name whose attributes are those asked for is answered as if new. A name may be used again at once after deletion (AWS asks for 60 seconds).
/// </summary>
internal sealed class CreateQueue() : SqsAction<CreateQueue.Input, QueueUrlOutput>(SqsJson.Default.CreateQueueInput, SqsJson.Default.QueueUrlOutput)
{
    private const string Suffix = ".fifo";

    protected override ValueTask<QueueUrlOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var name = string.IsNullOrEmpty(request.QueueName) ? throw SqsErrors.MissingParameter("QueueName") : request.QueueName;
        var attributes = request.Attributes ?? [];
        SetQueueAttributes.Normalize(attributes);
        var fifo = attributes.GetValueOrDefault("FifoQueue") == "true";
        if (fifo && !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            throw SqsErrors.InvalidParameter("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length");
        }
        var stem = fifo ? name[..^Suffix.Length] : name;
        if (name.Length > 80 || stem.Length == 0 || !stem.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw SqsErrors.InvalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        SetQueueAttributes.Check(attributes, fifo, call);
        var (queue, created) = call.State.Create(call.Region, name, attributes, request.Tags ?? []);
        if (!created)
        {
            var current = queue.Settings.All.ToDictionary(static attribute => attribute.Name, static attribute => attribute.Value, StringComparer.Ordinal);
            if (attributes.FirstOrDefault(given => current.GetValueOrDefault(given.Key) != given.Value) is { Key: not null } different)
            {
                throw SqsErrors.QueueNameExists(different.Key);
            }
        }
        return ValueTask.FromResult(new QueueUrlOutput(call.Url(queue)));
    }

    internal sealed record Input
    {
        public string? QueueName { get; init; }

        public Dictionary<string, string>? Attributes { get; init; }

        [System.Text.Json.Serialization.JsonPropertyName("tags")]
        public Dictionary<string, string>? Tags { get; init; }
    }
}
