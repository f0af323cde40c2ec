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

    public required DateTimeOffset UpdatedAt { get; init; }
}
