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
        while (true)
        {
            // A long poll must not hold up the end of the process.
            var left = lifetime.ApplicationStopping.IsCancellationRequested ? TimeSpan.Zero : longest - time.GetElapsedTime(start);
            var (messages, waiter, overLimit) = call.State.Receive(queue, request.MaxNumberOfMessages ?? 1, request.VisibilityTimeout, left);
            if (overLimit)
            {
                throw SqsErrors.OverLimit();
            }
            if (waiter is null)
            {
                return messages.Count == 0 && queue.Deleted
                    ? throw SqsErrors.QueueDoesNotExist()
                    : new Output(messages.Count == 0 ? null : messages.ConvertAll(message => Answer(message, request)));
            }
            using (var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, lifetime.ApplicationStopping))
            {
                await Task.WhenAny(waiter.Woken, Task.Delay(Timeout.InfiniteTimeSpan, ending.Token));
            }
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
        if (request.SystemNames.Find(static name => !SystemAttributes.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw SqsErrors.InvalidAttributeName(unknown);
        }
    }

    private static Message Answer(ReceivedMessage message, Input request)
    {
        var attributes = request.MessageAttributeNames is { Count: > 0 } patterns
            ? message.Content.Attributes.Where(attribute => patterns.Exists(pattern => Covers(pattern, attribute.Key))).ToList()
            : [];
        return new Message
        {
            MessageId = message.Id.ToString(),
            ReceiptHandle = message.ReceiptHandle,
            Body = message.Content.Body,
            MD5OfBody = MessageDigest.OfBody(message.Content.Body),
            Attributes = request.SystemNames.Count == 0 ? null : SystemOf(message, request.SystemNames),
            MessageAttributes = attributes.Count == 0 ? null : attributes.ToDictionary(
                static attribute => attribute.Key,
                static attribute => new AttributeValue { DataType = attribute.Value.DataType, StringValue = attribute.Value.StringValue, BinaryValue = attribute.Value.BinaryValue },
                StringComparer.Ordinal),
            MD5OfMessageAttributes = MessageDigest.OfAttributes(attributes),
        };
    }

    private static Dictionary<string, string>? SystemOf(ReceivedMessage message, List<string> names)
    {
        var attributes = new Dictionary<string, string>(message.Content.System, StringComparer.Ordinal)
        {
            ["SentTimestamp"] = message.SentAt.ToString(CultureInfo.InvariantCulture),
            ["ApproximateReceiveCount"] = message.ReceiveCount.ToString(CultureInfo.InvariantCulture),
            ["ApproximateFirstReceiveTimestamp"] = message.FirstReceivedAt.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var name in names.Contains("All") ? [] : attributes.Keys.Except(names, StringComparer.Ordinal).ToList())
        {
            attributes.Remove(name);
        }
        return attributes.Count == 0 ? null : attributes;
    }

    private static bool Covers(string pattern, string name)
        => pattern is "All" or ".*" or "*" || pattern == name || (pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^2], StringComparison.Ordinal));

    internal sealed record Input
    {
        public string? QueueUrl { get; set; }

        public int? MaxNumberOfMessages { get; set; }

        public int? VisibilityTimeout { get; set; }

        public int? WaitTimeSeconds { get; set; }

        /// <summary>The older name of <see cref="MessageSystemAttributeNames"/>.</summary>
        public List<string>? AttributeNames { get; set; }

        public List<string>? MessageSystemAttributeNames { get; set; }

        public List<string>? MessageAttributeNames { get; set; }

        internal List<string> SystemNames => MessageSystemAttributeNames is null ? AttributeNames ?? [] : [.. AttributeNames ?? [], .. MessageSystemAttributeNames];
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
