namespace EventAi.Ingestion.Status;

/// <summary>A document's latest version.</summary>
public sealed record DocumentStatus
{
    public required string DocumentId { get; init; }

    public required long Version { get; init; }

    public required DocumentState State { get; init; }

    public required string FileName { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    public int? Chunks { get; init; }

    /// <summary>The stage that failed.</summary>
    public string? Stage { get; init; }

    public string? Reason { get; init; }

    /// <summary>Whose document it is.</summary>
    public string? Tenant { get; init; }

    public string? Title { get; init; }

    /// <summary>ISO 639-1.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string>? Keywords { get; init; }

    /// <summary>Kinds of personal data that were replaced by tokens.</summary>
    public IReadOnlyList<string>? PersonalData { get; init; }

    /// <summary>How often it was driven on again after a failure.</summary>
    public int? Redrives { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
