namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What is kept of a bucket besides its objects.</summary>
internal sealed record BucketInfo(string Name, string Region, DateTimeOffset Created)
{
    /// <summary>Account of the owner, twelve digits.</summary>
    public string Owner { get; set; } = AwsOptions.AccountId;

    /// <summary>
    /// Nobody has put or deleted a public access block since the bucket was made: it is answered as S3 answers it, everything on, and not enforced, so that a program for test buckets need not
    /// take it away first.
    /// </summary>
    public bool HasDefaultBlock { get; set; }

    /// <summary>Nobody has said who owns the objects: an upload with the list "private", which old programs ask for, is taken. Where ownership is said, S3's word is kept to the letter.</summary>
    public bool HasDefaultOwnership { get; set; }

    /// <summary>It was made in "EU", the old name of eu-west-1, and says so when it is asked where it lies.</summary>
    public bool IsEu { get; set; }

    /// <summary>Access control list; null: the owner's full control.</summary>
    public IReadOnlyList<AclGrant>? Acl { get; set; }

    public IReadOnlyList<QueueNotification> Notifications { get; set; } = [];

    /// <summary>All events go to EventBridge, too.</summary>
    public bool NotifiesEventBridge { get; set; }

    public VersioningState Versioning { get; set; }

    /// <summary>Versions can be locked.</summary>
    public bool LocksObjects { get; set; }

    /// <summary>Configurations as they were put, by the query parameter that names them: lifecycle, cors, tagging, ….</summary>
    public IReadOnlyDictionary<string, string> Documents { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The same bucket with a configuration in the place of what it had by that name.</summary>
    public BucketInfo With(string document, string text) => this with { Documents = new Dictionary<string, string>(Documents, StringComparer.Ordinal) { [document] = text } };

    /// <summary>The same bucket without a configuration.</summary>
    public BucketInfo Without(string document) => this with { Documents = Documents.Where(kept => kept.Key != document).ToDictionary(StringComparer.Ordinal) };
}
