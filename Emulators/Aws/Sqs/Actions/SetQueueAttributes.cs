using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>SetQueueAttributes: in effect at once (AWS takes up to 60 seconds).</summary>
internal sealed class SetQueueAttributes() : SqsAction<SetQueueAttributes.Input, EmptyOutput>(SqsJson.Default.SetQueueAttributesInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        var attributes = request.Attributes ?? throw SqsErrors.MissingParameter("Attributes");
        Normalize(attributes);
        if (queue.Settings.IsFifo && attributes.TryGetValue("FifoQueue", out var type) && type != "true")
        {
            throw SqsErrors.InvalidAttributeValue("FifoQueue", " Reason: Modifying queue type is not supported.");
        }
        Check(attributes, queue.Settings.IsFifo, call);
        call.State.SetAttributes(queue, attributes);
        return EmptyOutput.Done;
    }

    /// <summary>Flags may be written with capitals; they are kept without.</summary>
    public static void Normalize(Dictionary<string, string> attributes)
    {
        foreach (var name in (ReadOnlySpan<string>)["FifoQueue", "ContentBasedDeduplication"])
        {
            if (attributes.GetValueOrDefault(name) is { } value && bool.TryParse(value, out var flag))
            {
                attributes[name] = flag ? "true" : "false";
            }
        }
    }

    /// <exception cref="AwsException">InvalidAttributeName, InvalidAttributeValue.</exception>
    public static void Check(Dictionary<string, string> attributes, bool fifo, SqsCall call)
    {
        if (attributes.GetValueOrDefault("KmsMasterKeyId") is { Length: > 0 } && attributes.GetValueOrDefault("SqsManagedSseEnabled") == "true")
        {
            throw SqsErrors.OneEncryption();
        }
        foreach (var (name, value) in attributes)
        {
            if (!QueueSettings.IsKnown(name, fifo))
            {
                throw name is "DeduplicationScope" or "FifoThroughputLimit" ? SqsErrors.OnlyOfFifo(name) : SqsErrors.InvalidAttributeName(name);
            }
            if (name == "RedrivePolicy" && RedrivePolicy.Problem(value ?? "") is { } problem)
            {
                throw SqsErrors.InvalidParameter(name, value ?? "", problem);
            }
            if (value is null || !QueueSettings.IsValid(name, value))
            {
                throw SqsErrors.InvalidAttributeValue(name);
            }
        }
        if (attributes.TryGetValue("RedrivePolicy", out var text) && RedrivePolicy.Parse(text) is { } policy && call.State.FindByArn(policy.DeadLetterTargetArn) is { } target
            && target.Settings.IsFifo != fifo)
        {
            throw SqsErrors.InvalidParameter("RedrivePolicy", text, "Dead-letter queue must be same type of queue as the source.");
        }
    }

    internal sealed record Input(string? QueueUrl, Dictionary<string, string>? Attributes);
}
