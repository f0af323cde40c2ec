namespace EventAi.FraudTraining.Commands;

/// <summary>A mistake of the caller, in one line.</summary>
public sealed class UsageException(string message) : Exception(message);
