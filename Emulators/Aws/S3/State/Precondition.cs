namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What must hold for a write (conditional writes of S3).</summary>
/// <param name="IfMatch">ETag that the key must have now; null for none.</param>
/// <param name="IfAbsent">The key must not exist.</param>
internal readonly record struct Precondition(string? IfMatch, bool IfAbsent);
