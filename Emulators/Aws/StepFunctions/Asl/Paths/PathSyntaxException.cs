namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary>A text is no JSONPath, reference path or intrinsic function.</summary>
public sealed class PathSyntaxException(string message) : Exception(message);
