namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>Who owns what others upload, and whether access control lists count (Amazon S3 user guide, "Controlling ownership of objects and disabling ACLs").</summary>
internal enum ObjectOwnership
{
    /// <summary>The bucket's owner, always; access control lists are off.</summary>
    BucketOwnerEnforced,

    /// <summary>The bucket's owner, if the upload gives it full control.</summary>
    BucketOwnerPreferred,

    /// <summary>Who uploads.</summary>
    ObjectWriter,
}
