namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Where content and metadata lie: on disk, or in memory for tests. Callers see to it that a bucket's changes come one by one.</summary>
internal interface IObjectFiles
{
    /// <summary>Everything kept.</summary>
    IEnumerable<(BucketInfo Bucket, IReadOnlyList<ObjectInfo> Objects)> Load();

    void SaveBucket(BucketInfo bucket);

    /// <summary>The bucket is empty.</summary>
    void DeleteBucket(string bucket);

    PendingObject Begin();

    /// <summary>Content and metadata take the place of the key's former ones in one step.</summary>
    void Commit(string bucket, ObjectInfo info, PendingObject content);

    void Delete(string bucket, string key);

    /// <summary>The content, to be read whatever happens to the key afterwards. It may be longer than the object's size.</summary>
    Stream Open(string bucket, string key);
}
