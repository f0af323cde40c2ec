namespace EventAi.Retrieval.Search;

/// <summary>From one instant to another, both included; either may be missing. RFC 3339, or a date, which means its first instant (UTC).</summary>
public sealed record DateRange
{
    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public bool Contains(DateTimeOffset instant) => (From is not { } from || instant >= from) && (To is not { } to || instant <= to);
}
