namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>A message to be sent.</summary>
/// <param name="Body">Text.</param>
/// <param name="Attributes">The sender's attributes.</param>
/// <param name="System">What the system keeps with it: AWSTraceHeader, MessageGroupId, SenderId, DeadLetterQueueSourceArn.</param>
/// <param name="Delay">Seconds; the queue's where null.</param>
internal sealed record NewMessage(
    string Body, IReadOnlyDictionary<string, MessageAttribute> Attributes, IReadOnlyDictionary<string, string> System, int? Delay)
{
    private static readonly Dictionary<string, MessageAttribute> NoAttributes = [];
    private static readonly Dictionary<string, string> NoSystem = [];

    public static NewMessage Of(string body) => new(body, NoAttributes, NoSystem, Delay: null);
}
