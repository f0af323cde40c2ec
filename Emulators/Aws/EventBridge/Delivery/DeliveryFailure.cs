namespace EventAi.Emulators.Aws.EventBridge.Delivery;

/// <summary>A target did not take an event.</summary>
/// <param name="code">Code, as the dead letter names it.</param>
/// <param name="message">Reason.</param>
/// <param name="isPermanent">Whether it is of no use to try again.</param>
internal sealed class DeliveryFailure(string code, string message, bool isPermanent) : Exception(message)
{
    public string Code { get; } = code;

    public bool IsPermanent { get; } = isPermanent;
}
