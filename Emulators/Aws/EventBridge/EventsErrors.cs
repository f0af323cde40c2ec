namespace EventAi.Emulators.Aws.EventBridge;

/// <summary>Errors of EventBridge in AWS's texts.</summary>
internal static class EventsErrors
{
    public static AwsException NotFound(string message) => Error("ResourceNotFoundException", message);

    public static AwsException NoBus(string name) => NotFound($"Event bus {name} does not exist.");

    public static AwsException NoRule(string name, string bus) => NotFound($"Rule {name} does not exist on EventBus {bus}.");

    public static AwsException Exists(string message) => Error("ResourceAlreadyExistsException", message);

    public static AwsException Validation(string message) => Error("ValidationException", message);

    public static AwsException InvalidPattern(string reason) => Error("InvalidEventPatternException", $"Event pattern is not valid. Reason: {reason}");

    public static AwsException LimitExceeded() => Error("LimitExceededException", "The requested resource exceeds the maximum number allowed.");

    public static AwsException Error(string code, string message) => new(400, code, message);
}
