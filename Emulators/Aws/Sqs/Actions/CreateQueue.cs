namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>
/// CreateQueue: standard queues; a queue of that name whose attributes are those asked for is answered as if new. FIFO queues
/// are refused. A name may be used again at once after deletion (AWS asks for 60 seconds).
/// </summary>
internal sealed class CreateQueue() : SqsAction<CreateQueue.Input, QueueUrlOutput>(SqsJson.Default.CreateQueueInput, SqsJson.Default.QueueUrlOutput)
{
    protected override ValueTask<QueueUrlOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var name = string.IsNullOrEmpty(request.QueueName) ? throw SqsErrors.MissingParameter("QueueName") : request.QueueName;
        var attributes = request.Attributes ?? [];
        if (name.EndsWith(".fifo", StringComparison.Ordinal) || (attributes.TryGetValue("FifoQueue", out var fifo) && fifo == "true"))
        {
            throw SqsErrors.Unsupported("FIFO queues are not emulated.");
        }
        if (name.Length > 80 || !name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        {
            throw SqsErrors.InvalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        attributes.Remove("FifoQueue");
        SetQueueAttributes.Check(attributes);
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
