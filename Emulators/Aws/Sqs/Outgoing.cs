using System.Text;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>A message to be sent, checked by AWS's rules (API reference, SendMessage), with what its sender is told.</summary>
internal sealed record Outgoing(NewMessage Message, int Bytes, string BodyDigest, string? AttributesDigest, string? SystemDigest)
{
    private const int MostAttributes = 10;
    private const string TraceHeader = "AWSTraceHeader";

    public SendOutput Answer(string? entryId, SentMessage sent) => new(entryId, sent.Id.ToString(), BodyDigest, AttributesDigest, SystemDigest, sent.SequenceNumber);

    /// <exception cref="AwsException">A rule is broken.</exception>
    public static Outgoing Check(SendInput input, SqsQueue queue, AwsCall call)
    {
        if (string.IsNullOrEmpty(input.MessageBody))
        {
            throw SqsErrors.MissingParameter("MessageBody");
        }
        if (!IsAllowed(input.MessageBody))
        {
            throw SqsErrors.InvalidMessageContents();
        }
        if (input.DelaySeconds is < 0 or > 900)
        {
            throw SqsErrors.InvalidParameter("DelaySeconds", input.DelaySeconds, "DelaySeconds must be >= 0 and <= 900.");
        }
        CheckOrder(input, queue);
        var attributes = Attributes(input.MessageAttributes);
        var bytes = Encoding.UTF8.GetByteCount(input.MessageBody) + attributes.Sum(static attribute => Size(attribute.Key, attribute.Value));
        if (bytes > queue.Settings.MaximumMessageSize)
        {
            throw SqsErrors.InvalidParameter($"One or more parameters are invalid. Reason: Message must be shorter than {queue.Settings.MaximumMessageSize} bytes.");
        }
        var system = System(input, call);
        var trace = system.TryGetValue(TraceHeader, out var header)
            && input.MessageSystemAttributes?.ContainsKey(TraceHeader) == true
            ? MessageDigest.OfAttributes([new(TraceHeader, new MessageAttribute("String", header, BinaryValue: null))])
            : null;
        return new Outgoing(
            new NewMessage(input.MessageBody, attributes, system, queue.Settings.IsFifo ? null : input.DelaySeconds), bytes,
            MessageDigest.OfBody(input.MessageBody), MessageDigest.OfAttributes(attributes), trace);
    }

    /// <summary>Group, deduplication and delay, which standard and FIFO queues treat differently.</summary>
    private static void CheckOrder(SendInput input, SqsQueue queue)
    {
        const string NotForThisType = "The request include parameter that is not valid for this queue type.";
        if (!queue.Settings.IsFifo)
        {
            if (input.MessageDeduplicationId is { } unused)
            {
                throw SqsErrors.InvalidParameter("MessageDeduplicationId", unused, NotForThisType);
            }
            return;
        }
        if (input.DelaySeconds is > 0)
        {
            throw SqsErrors.InvalidParameter("DelaySeconds", input.DelaySeconds, NotForThisType);
        }
        if (input.MessageGroupId is null)
        {
            throw SqsErrors.MissingParameter("MessageGroupId");
        }
        if (input.MessageDeduplicationId is null && !queue.Settings.DeduplicatesByContent)
        {
            throw SqsErrors.InvalidParameter("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly");
        }
        if (input.MessageDeduplicationId is { } deduplication && !IsOrderId(deduplication))
        {
            throw SqsErrors.InvalidParameter("MessageDeduplicationId", deduplication, "MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
    }

    private static Dictionary<string, MessageAttribute> Attributes(Dictionary<string, AttributeValue>? given)
    {
        var attributes = new Dictionary<string, MessageAttribute>(StringComparer.Ordinal);
        if (given is null)
        {
            return attributes;
        }
        if (given.Count > MostAttributes)
        {
            throw SqsErrors.InvalidParameter($"Number of message attributes [{given.Count}] exceeds the allowed maximum [{MostAttributes}].");
        }
        foreach (var (name, value) in given)
        {
            attributes.Add(name, Attribute(name, value));
        }
        return attributes;
    }

    private static MessageAttribute Attribute(string name, AttributeValue? value)
    {
        if (!IsAttributeName(name))
        {
            throw SqsErrors.InvalidParameter($"Message (user) attribute name '{name}' is not valid.");
        }
        if (value is null || string.IsNullOrEmpty(value.DataType))
        {
            throw SqsErrors.InvalidParameter($"The message attribute '{name}' must contain non-empty message attribute type.");
        }
        if (value.StringListValues is { Count: > 0 } || value.BinaryListValues is { Count: > 0 })
        {
            throw SqsErrors.Unsupported("Message attribute list values in SendMessage operation are not supported.");
        }
        var kind = value.DataType.Split('.')[0];
        var filled = kind switch
        {
            "String" => !string.IsNullOrEmpty(value.StringValue) && value.BinaryValue is null,
            "Number" => !string.IsNullOrEmpty(value.StringValue) && value.BinaryValue is null,
            "Binary" => value.BinaryValue is { Length: > 0 } && value.StringValue is null,
            _ => throw SqsErrors.InvalidParameter($"The type of message (user) attribute '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String."),
        };
        if (!filled)
        {
            throw SqsErrors.InvalidParameter($"Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'.");
        }
        if (kind == "Number" && !double.TryParse(value.StringValue, out _))
        {
            throw SqsErrors.InvalidParameter($"Can't cast the value of message (user) attribute '{name}' to a number.");
        }
        if (value.StringValue is not null && !IsAllowed(value.StringValue))
        {
            throw SqsErrors.InvalidParameter($"Message (user) attribute '{name}' contains characters outside the allowed set.");
        }
        return new MessageAttribute(value.DataType, value.StringValue, value.BinaryValue);
    }

    private static Dictionary<string, string> System(SendInput input, AwsCall call)
    {
        var system = new Dictionary<string, string>(StringComparer.Ordinal) { ["SenderId"] = call.Signature?.AccessKey ?? AwsOptions.AccountId };
        if (input.MessageGroupId is { } group)
        {
            system["MessageGroupId"] = IsOrderId(group) ? group : throw SqsErrors.InvalidParameter("MessageGroupId", group, "MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
        if (input.MessageDeduplicationId is { } deduplication)
        {
            system[FifoLine.DeduplicationId] = deduplication;
        }
        foreach (var (name, value) in input.MessageSystemAttributes ?? [])
        {
            if (name != TraceHeader)
            {
                throw SqsErrors.InvalidParameter($"Message (system) attribute '{name}' is not supported.");
            }
            system[name] = value is { DataType: "String", StringValue.Length: > 0 }
                ? value.StringValue
                : throw SqsErrors.InvalidParameter($"The message (system) attribute '{name}' must be a non-empty String.");
        }
        if (!system.ContainsKey(TraceHeader) && call.Request.Headers["X-Amzn-Trace-Id"].ToString() is { Length: > 0 } traced)
        {
            system[TraceHeader] = traced;
        }
        return system;
    }

    private static int Size(string name, MessageAttribute value)
        => Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value.DataType) + (value.BinaryValue?.Length ?? Encoding.UTF8.GetByteCount(value.StringValue!));

    /// <summary>Whether a text can be a group's or a deduplication id: letters, digits and punctuation of ASCII.</summary>
    private static bool IsOrderId(string id) => id.Length is > 0 and <= 128 && !id.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsAttributeName(string name)
        => name.Length is > 0 and <= 256
            && name.All(static character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.')
            && name[0] != '.' && name[^1] != '.' && !name.Contains("..", StringComparison.Ordinal)
            && !name.StartsWith("AWS.", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("Amazon.", StringComparison.OrdinalIgnoreCase);

    /// <summary>The characters of XML 1.0, as the reference demands.</summary>
    private static bool IsAllowed(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF'))
        {
            return true;
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (text[i] is not ('\t' or '\n' or '\r' or (>= ' ' and <= '\uD7FF') or (>= '\uE000' and <= '\uFFFD')))
            {
                return false;
            }
        }
        return true;
    }
}
