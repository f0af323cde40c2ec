namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What is kept of a bucket besides its objects.</summary>
internal sealed record BucketInfo(string Name, string Region, DateTimeOffset Created)
{
    public IReadOnlyList<QueueNotification> Notifications { get; init; } = [];
}
