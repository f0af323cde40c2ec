using System.Globalization;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>ReceiveMessage: long polling that an arrival ends at once, visibility timeout, attributes by name and by prefix.</summary>
internal sealed class ReceiveMessage(TimeProvider time, IHostApplicationLifetime lifetime)
    : SqsAction<ReceiveMessage.Input, ReceiveMessage.Output>(SqsJson.Default.ReceiveMessageInput, SqsJson.Default.ReceiveMessageOutput)
{
    private static readonly string[] SystemAttributes =
    [
        "All", "SenderId", "SentTimestamp", "ApproximateReceiveCount", "ApproximateFirstReceiveTimestamp", "SequenceNumber", "MessageDeduplicationId",
        "MessageGroupId", "AWSTraceHeader", "DeadLetterQueueSourceArn",
    ];

    protected override async ValueTask<Output> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        Check(request);
        var start = time.GetTimestamp();
        var longest = TimeSpan.FromSeconds(request.WaitTimeSeconds ?? queue.Settings.WaitTimeSeconds);
        // A long poll must not hold up the end of the process.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, lifetime.ApplicationStopping);
        while (true)
        {
            var left = ending.IsCancellationRequested ? TimeSpan.Zero : longest - time.GetElapsedTime(start);
            var (messages, waiter, overLimit) = call.State.Receive(queue, request.MaxNumberOfMessages ?? 1, request.VisibilityTimeout, left);
            if (overLimit)
            {
                throw SqsErrors.OverLimit();
            }
            if (waiter is null)
            {
                return messages.Count == 0 && queue.Deleted
                    ? throw SqsErrors.QueueDoesNotExist()
                    : new Output(messages.Count == 0 ? null : [.. messages.Select(message => Answer(message, request))]);
            }
            await Task.WhenAny(waiter.Woken, Task.Delay(Timeout.InfiniteTimeSpan, ending.Token));
            call.State.Dismiss(queue, waiter, looksAgain: !call.Aborted.IsCancellationRequested);
            call.Aborted.ThrowIfCancellationRequested();
        }
    }

    private static void Check(Input request)
    {
        if (request.MaxNumberOfMessages is < 1 or > 10)
        {
            throw SqsErrors.InvalidParameter("MaxNumberOfMessages", request.MaxNumberOfMessages, "Must be between 1 and 10, if provided.");
        }
        if (request.WaitTimeSeconds is < 0 or > 20)
        {
            throw SqsErrors.InvalidParameter("WaitTimeSeconds", request.WaitTimeSeconds, "Must be >= 0 and <= 20, if provided.");
        }
        if (request.VisibilityTimeout is < 0 or > 43_200)
        {
            throw SqsErrors.InvalidParameter("VisibilityTimeout", request.VisibilityTimeout, "Must be between 0 and 43200, if provided.");
        }
        if (request.SystemNames.FirstOrDefault(static name => !SystemAttributes.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw SqsErrors.InvalidAttributeName(unknown);
        }
    }

    private static Message Answer(ReceivedMessage message, Input request)
    {
        var attributes = message.Content.Attributes.Where(attribute => (request.MessageAttributeNames ?? []).Exists(pattern => Covers(pattern, attribute.Key))).ToList();
        var system = SystemOf(message).Where(attribute => request.SystemNames.Any(name => name == "All" || name == attribute.Key))
            .ToDictionary(static attribute => attribute.Key, static attribute => attribute.Value, StringComparer.Ordinal);
        return new Message
        {
            MessageId = message.Id.ToString(),
            ReceiptHandle = message.ReceiptHandle,
            Body = message.Content.Body,
            MD5OfBody = MessageDigest.OfBody(message.Content.Body),
            Attributes = system.Count == 0 ? null : system,
            MessageAttributes = attributes.Count == 0 ? null : attributes.ToDictionary(
                static attribute => attribute.Key,
                static attribute => new AttributeValue { DataType = attribute.Value.DataType, StringValue = attribute.Value.StringValue, BinaryValue = attribute.Value.BinaryValue },
                StringComparer.Ordinal),
            MD5OfMessageAttributes = MessageDigest.OfAttributes(attributes),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> SystemOf(ReceivedMessage message) => message.Content.System.Concat(
    [
        new("SentTimestamp", message.SentAt.ToString(CultureInfo.InvariantCulture)),
        new("ApproximateReceiveCount", message.ReceiveCount.ToString(CultureInfo.InvariantCulture)),
        new("ApproximateFirstReceiveTimestamp", message.FirstReceivedAt.ToString(CultureInfo.InvariantCulture)),
    ]);

    private static bool Covers(string pattern, string name)
        => pattern is "All" or ".*" || pattern == name || (pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^2], StringComparison.Ordinal));

    internal sealed record Input
    {
        public string? QueueUrl { get; init; }

        public int? MaxNumberOfMessages { get; init; }

        public int? VisibilityTimeout { get; init; }

        public int? WaitTimeSeconds { get; init; }

        /// <summary>The older name of <see cref="MessageSystemAttributeNames"/>.</summary>
        public List<string>? AttributeNames { get; init; }

        public List<string>? MessageSystemAttributeNames { get; init; }

        public List<string>? MessageAttributeNames { get; init; }

        internal IEnumerable<string> SystemNames => (AttributeNames ?? []).Concat(MessageSystemAttributeNames ?? []);
    }

    internal sealed record Message
    {
        public required string MessageId { get; init; }

        public required string ReceiptHandle { get; init; }

        public required string Body { get; init; }

        public required string MD5OfBody { get; init; }

        public Dictionary<string, string>? Attributes { get; init; }

        public Dictionary<string, AttributeValue>? MessageAttributes { get; init; }

        public string? MD5OfMessageAttributes { get; init; }
    }

    internal sealed record Output(List<Message>? Messages);
}
