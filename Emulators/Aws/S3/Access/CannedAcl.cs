using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>Access control lists by name (Amazon S3 user guide, "Canned ACL").</summary>
internal static class CannedAcl
{
    public const string FullControl = "FULL_CONTROL";
    public const string BucketOwnerFullControl = "bucket-owner-full-control";

    /// <param name="name">Of the header <c>x-amz-acl</c>.</param>
    /// <param name="owner">Canonical id of the owner of what it is for.</param>
    /// <param name="bucketOwner">Canonical id of the bucket's owner.</param>
    /// <returns>Null where there is no such name.</returns>
    public static IReadOnlyList<AclGrant>? Find(string name, string owner, string bucketOwner)
    {
        var own = new AclGrant(FullControl, owner, Group: null);
        return name switch
        {
            "private" => [own],
            "public-read" => [own, new("READ", Id: null, AclGroups.AllUsers)],
            "public-read-write" => [own, new("READ", Id: null, AclGroups.AllUsers), new("WRITE", Id: null, AclGroups.AllUsers)],
            "authenticated-read" => [own, new("READ", Id: null, AclGroups.AuthenticatedUsers)],
            "aws-exec-read" => [own],
            "log-delivery-write" => [own, new("WRITE", Id: null, AclGroups.LogDelivery), new("READ_ACP", Id: null, AclGroups.LogDelivery)],
            "bucket-owner-read" => owner == bucketOwner ? [own] : [own, new("READ", bucketOwner, Group: null)],
            BucketOwnerFullControl => owner == bucketOwner ? [own] : [own, new(FullControl, bucketOwner, Group: null)],
            _ => null,
        };
    }
}
