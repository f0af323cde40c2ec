using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>All of an object but its content.</summary>
internal sealed record ObjectInfo
{
    public required string Key { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>MD5 of the content in lower-case hexadecimal, without quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>Whole seconds, as every answer shows it.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Headers that are kept and answered as they came: Content-Type, Content-Encoding, Cache-Control, ….</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The user's own, names in lower case without <c>x-amz-meta-</c>.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required ChecksumAlgorithm ChecksumAlgorithm { get; init; }

    /// <summary>Base64.</summary>
    public required string Checksum { get; init; }

    public string StorageClass { get; init; } = "STANDARD";

    /// <summary>Orders the changes of one key (the event's <c>sequencer</c>).</summary>
    public required long Sequence { get; init; }
}
