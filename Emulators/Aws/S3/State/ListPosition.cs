namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A place in a listing: after a key, or after everything under a common prefix.</summary>
internal sealed record ListPosition(string Key, bool IsPrefix);
