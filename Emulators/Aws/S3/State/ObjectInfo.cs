using System.Text.Json.Serialization;
using EventAi.Emulators.Aws.Checksums;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>All of an object but its content. What has a default can be set, so that a file of before it existed reads as that default.</summary>
internal sealed record ObjectInfo
{
    public const string Unversioned = "null";

    private static readonly Dictionary<string, string> None = [];

    /// <summary>What a deletion leaves on top of the versions.</summary>
    public static ObjectInfo DeleteMarker(string key, DateTimeOffset time, long sequence) => new()
    {
        Key = key,
        Size = 0,
        ETag = "",
        LastModified = time,
        Headers = None,
        Metadata = None,
        ChecksumAlgorithm = ChecksumAlgorithm.Crc64Nvme,
        Checksum = "",
        IsDeleteMarker = true,
        Sequence = sequence,
    };

    /// <summary>Whether a text could be the id of a version.</summary>
    public static bool IsVersionId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);

    public required string Key { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>MD5 of the content in lower-case hexadecimal, without quotes; of a multipart object the MD5 of its parts' MD5s, a dash, and their number.</summary>
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

    /// <summary>The checksum is that of the parts' checksums, a dash, and their number (x-amz-checksum-type COMPOSITE).</summary>
    public bool CompositeChecksum { get; set; }

    /// <summary>The parts that a multipart upload was made of, in order; null for an object that came in one piece.</summary>
    public IReadOnlyList<PartInfo>? Parts { get; set; }

    /// <summary>Of the multipart upload that made it.</summary>
    public string? UploadId { get; set; }

    /// <summary>"null" where the bucket was not versioned when the object was written.</summary>
    public string VersionId { get; set; } = Unversioned;

    /// <summary>A deletion in a versioned bucket: it has no content.</summary>
    public bool IsDeleteMarker { get; set; }

    /// <summary>In the order given.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; set; } = None;

    public string StorageClass { get; set; } = "STANDARD";

    /// <summary>Retention and legal hold; null where neither was ever set.</summary>
    public ObjectLock? Lock { get; set; }

    /// <summary>Base64 of the MD5 of the key that the customer encrypts with (SSE-C); null without.</summary>
    public string? CustomerKeyMd5 { get; set; }

    /// <summary>Canonical id of the owner; null: the bucket's owner.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Owner { get; set; }

    /// <summary>Access control list; null: the owner's full control.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AclGrant>? Acl { get; set; }

    /// <summary>Until when a restored object of an archive can be read; null where it never was restored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RestoredUntil { get; set; }

    /// <summary>Orders the changes of one key (the event's <c>sequencer</c>).</summary>
    public required long Sequence { get; init; }
}
