namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What a start finds of one bucket.</summary>
internal sealed record KeptBucket(BucketInfo Bucket, IReadOnlyList<ObjectInfo> Objects, IReadOnlyList<(UploadInfo Upload, IReadOnlyList<PartInfo> Parts)> Uploads);
