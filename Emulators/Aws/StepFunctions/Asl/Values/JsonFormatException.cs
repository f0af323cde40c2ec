namespace EventAi.Emulators.Aws.StepFunctions.Asl.Values;

/// <summary>A text is not one JSON document.</summary>
public sealed class JsonFormatException(string message, Exception? cause = null) : Exception(message, cause);
