using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>A multipart upload from CreateMultipartUpload on: what its object will be.</summary>
internal sealed record UploadInfo
{
    public required string Id { get; init; }

    public required string Key { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required string StorageClass { get; init; }

    public required ChecksumAlgorithm ChecksumAlgorithm { get; init; }

    /// <summary>The client chose the algorithm, so answers name it.</summary>
    public required bool ChecksumChosen { get; init; }

    public required bool CompositeChecksum { get; init; }

    /// <summary>What was written since it began has a higher one.</summary>
    public long Sequence { get; set; }

    /// <summary>Canonical id of who began it; null in what an earlier version of this program kept: the bucket's owner.</summary>
    public string? Owner { get; set; }

    /// <summary>Canonical id of who will own the object; null: the bucket's owner.</summary>
    public string? ObjectOwner { get; set; }

    public IReadOnlyList<AclGrant>? Acl { get; set; }

    public ObjectLock? Lock { get; set; }

    public string? CustomerKeyMd5 { get; set; }
}
