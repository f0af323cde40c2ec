namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Where content and metadata lie: on disk, or in memory for tests. Callers see to it that a bucket's changes come one by one.</summary>
internal interface IObjectFiles
{
    /// <summary>Everything kept: every version of every object, every upload that is under way.</summary>
    IEnumerable<KeptBucket> Load();

    void SaveBucket(BucketInfo bucket);

    /// <summary>The bucket is empty.</summary>
    void DeleteBucket(string bucket);

    /// <param name="announced">Bytes that are to come, where that is known; more or fewer may.</param>
    PendingObject Begin(long announced = 0);

    /// <summary>Content and metadata take the place of what that version of the key had (<paramref name="replaced"/>, if anything), in one step.</summary>
    void Commit(string bucket, ObjectInfo info, PendingObject content, ObjectInfo? replaced);

    /// <summary>Changes tags and locks of a version that is there.</summary>
    void SaveChanged(string bucket, ObjectInfo info);

    void Delete(string bucket, ObjectInfo info);

    /// <summary>The content, to be read whatever happens to the key afterwards. It may be longer than the object's size.</summary>
    Stream Open(string bucket, ObjectInfo info);

    void SaveUpload(string bucket, UploadInfo upload);

    /// <summary>Takes the place of the part of that number.</summary>
    void CommitPart(string bucket, string uploadId, PartInfo part, PendingObject content);

    Stream OpenPart(string bucket, string uploadId, int number);

    void DeleteUpload(string bucket, string uploadId);
}
