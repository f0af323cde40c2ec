using EventAi.Contracts;

namespace EventAi.Vectors;

/// <summary>The part of the index that a search looks at. What is null or empty does not narrow it.</summary>
public sealed record ChunkScope
{
    public static ChunkScope Everything { get; } = new();

    public string Tenant { get; init; } = DocumentUploaded.DefaultTenant;

    public string? DocumentId { get; init; }

    /// <summary>ISO 639-1 codes; any of them.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Any of them.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Any of them.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    public DateTimeOffset? PublishedFrom { get; init; }

    /// <summary>Up to and with this moment.</summary>
    public DateTimeOffset? PublishedTo { get; init; }
}
