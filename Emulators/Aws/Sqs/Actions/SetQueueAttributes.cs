using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs.Actions;

/// <summary>SetQueueAttributes: in effect at once (AWS takes up to 60 seconds).</summary>
internal sealed class SetQueueAttributes() : SqsAction<SetQueueAttributes.Input, EmptyOutput>(SqsJson.Default.SetQueueAttributesInput, SqsJson.Default.EmptyOutput)
{
    protected override ValueTask<EmptyOutput> ExecuteAsync(SqsCall call, Input request)
    {
        var queue = call.Queue(request.QueueUrl);
        var attributes = request.Attributes ?? throw SqsErrors.MissingParameter("Attributes");
        Check(attributes);
        call.State.SetAttributes(queue, attributes);
        return EmptyOutput.Done;
    }

    /// <exception cref="AwsException">InvalidAttributeName, InvalidAttributeValue.</exception>
    public static void Check(Dictionary<string, string> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (!QueueSettings.IsKnown(name))
            {
                throw SqsErrors.InvalidAttributeName(name);
            }
            if (value is null || !QueueSettings.IsValid(name, value))
            {
                throw SqsErrors.InvalidAttributeValue(name);
            }
        }
    }

    internal sealed record Input(string? QueueUrl, Dictionary<string, string>? Attributes);
}
