namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What is kept of a bucket besides its objects.</summary>
internal sealed record BucketInfo(string Name, string Region, DateTimeOffset Created)
{
    public IReadOnlyList<QueueNotification> Notifications { get; set; } = [];

    /// <summary>All events go to EventBridge, too.</summary>
    public bool NotifiesEventBridge { get; set; }

    public VersioningState Versioning { get; set; }

    /// <summary>Versions can be locked.</summary>
    public bool LocksObjects { get; set; }

    /// <summary>Configurations as they were put, by the query parameter that names them: lifecycle, cors, tagging, ….</summary>
    public IReadOnlyDictionary<string, string> Documents { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
