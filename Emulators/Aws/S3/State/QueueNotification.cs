namespace EventAi.Emulators.Aws.S3.State;

/// <summary>One queue configuration of a bucket's notifications.</summary>
/// <param name="Id">Name of the configuration, unique in the bucket.</param>
/// <param name="QueueArn">Destination.</param>
/// <param name="Events">Types as configured, e.g. <c>s3:ObjectCreated:*</c>.</param>
/// <param name="Prefix">Keys begin with it; null for all.</param>
/// <param name="Suffix">Keys end with it; null for all.</param>
internal sealed record QueueNotification(string Id, string QueueArn, IReadOnlyList<string> Events, string? Prefix, string? Suffix)
{
    /// <param name="eventType">A single type, e.g. <c>s3:ObjectCreated:Put</c>.</param>
    /// <param name="key">The object's key.</param>
    public bool Matches(string eventType, string key)
        => Events.Any(configured => Covers(configured, eventType))
            && (Prefix is null || key.StartsWith(Prefix, StringComparison.Ordinal))
            && (Suffix is null || key.EndsWith(Suffix, StringComparison.Ordinal));

    /// <summary>Whether one object could make both fire, which S3 refuses.</summary>
    public bool Overlaps(QueueNotification other)
        => Events.Any(mine => other.Events.Any(theirs => Covers(mine, theirs) || Covers(theirs, mine)))
            && Compatible(Prefix, other.Prefix, static (text, part) => text.StartsWith(part, StringComparison.Ordinal))
            && Compatible(Suffix, other.Suffix, static (text, part) => text.EndsWith(part, StringComparison.Ordinal));

    private static bool Covers(string pattern, string eventType)
        => pattern == eventType || (pattern.EndsWith('*') && eventType.StartsWith(pattern[..^1], StringComparison.Ordinal));

    private static bool Compatible(string? mine, string? theirs, Func<string, string, bool> contains)
        => mine is null || theirs is null || contains(mine, theirs) || contains(theirs, mine);
}
