using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Lifecycle;

/// <summary>One rule of a lifecycle configuration: which objects, and after which time what becomes of them.</summary>
internal sealed record LifecycleRule
{
    public string Id { get; init; } = "";

    public string Prefix { get; init; } = "";

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Bytes; only larger objects.</summary>
    public long? LargerThan { get; init; }

    /// <summary>Bytes; only smaller objects.</summary>
    public long? SmallerThan { get; init; }

    public int? ExpirationDays { get; init; }

    public DateTimeOffset? ExpirationDate { get; init; }

    /// <summary>Delete markers that hide nothing any more go.</summary>
    public bool ExpiredDeleteMarkers { get; init; }

    public int? NoncurrentDays { get; init; }

    /// <summary>So many noncurrent versions stay whatever their age.</summary>
    public int NoncurrentKept { get; init; }

    public int? AbortUploadsAfterDays { get; init; }

    /// <summary>When an object that it covers is over: at the midnight (UTC) after so many days; null for never.</summary>
    public DateTimeOffset? EndOf(ObjectInfo info)
        => ExpirationDate ?? (ExpirationDays is { } days ? MidnightAfter(info.LastModified, days) : null);

    public static DateTimeOffset MidnightAfter(DateTimeOffset since, int days)
    {
        var end = since.AddDays(days).UtcDateTime;
        return new DateTimeOffset(end.TimeOfDay == TimeSpan.Zero ? end : end.Date.AddDays(1), TimeSpan.Zero);
    }

    public bool Covers(ObjectInfo info) =>
        info.Key.StartsWith(Prefix, StringComparison.Ordinal)
        && (LargerThan is null || info.Size > LargerThan)
        && (SmallerThan is null || info.Size < SmallerThan)
        && Tags.All(tag => info.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value);
}
