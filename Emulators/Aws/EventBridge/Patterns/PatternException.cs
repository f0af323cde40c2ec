namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>An event pattern is not one; the message is AWS's reason.</summary>
public sealed class PatternException(string reason) : Exception(reason);
