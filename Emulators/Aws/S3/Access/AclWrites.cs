using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>Access control lists of what is being made or changed: where ownership and public access block let them in.</summary>
internal static class AclWrites
{
    /// <summary>Whose an object will be that is uploaded now, and with which list.</summary>
    /// <exception cref="AwsException">AccessControlListNotSupported, AccessDenied, InvalidRequest, InvalidArgument.</exception>
    public static (string? Owner, IReadOnlyList<AclGrant>? Acl) ForNew(S3Call call, BucketInfo bucket)
    {
        var given = AclHeaders.AreGiven(call);
        if (!given && call.Caller.Account == bucket.Owner)
        {
            return default;
        }
        var access = BucketAccess.Of(bucket);
        var owner = access.OwnerOfNew(call.Caller, call.Header(AclHeaders.Canned));
        if (given && !access.HasAcls)
        {
            return IsOwnersOnly(Headers(call, access, access.OwnerId), access.OwnerId) && (bucket.HasDefaultOwnership || call.Header(AclHeaders.Canned) is null or CannedAcl.BucketOwnerFullControl)
                ? default
                : throw S3Errors.AclNotSupported();
        }
        return (owner, given ? Checked(access, Headers(call, access, owner ?? access.OwnerId), owner ?? access.OwnerId) : null);
    }

    /// <summary>The list that PutBucketAcl and PutObjectAcl give.</summary>
    /// <exception cref="AwsException">AccessControlListNotSupported, MissingSecurityHeader, UnexpectedContent, MalformedACLError, AccessDenied, InvalidRequest, InvalidArgument.</exception>
    public static async Task<IReadOnlyList<AclGrant>?> ReadAsync(S3Call call, BucketInfo bucket, string owner)
    {
        var access = BucketAccess.Of(bucket);
        var document = await S3Xml.ReadAsync(call);
        if (!access.HasAcls && !bucket.HasDefaultOwnership)
        {
            throw S3Errors.AclNotSupported();
        }
        if (AclHeaders.AreGiven(call))
        {
            return document is null ? Checked(access, Headers(call, access, owner), owner) : throw new AwsException(400, "UnexpectedContent", "This request does not support content");
        }
        if (document is null)
        {
            throw new AwsException(400, "MissingSecurityHeader", "Your request was missing a required header") { Details = [("MissingHeaderName", AclHeaders.Canned)] };
        }
        return Checked(access, AclXml.Read(document, owner), owner);
    }

    /// <summary>The list that a bucket gets when it is made.</summary>
    /// <exception cref="AwsException">InvalidBucketAclWithObjectOwnership, InvalidRequest, InvalidArgument.</exception>
    public static IReadOnlyList<AclGrant>? ForBucket(S3Call call, ObjectOwnership ownership)
    {
        var owner = call.Caller.CanonicalId;
        var grants = AclHeaders.Read(call, owner, owner);
        return ownership != ObjectOwnership.BucketOwnerEnforced || grants is null || IsOwnersOnly(grants, owner) ? grants : throw ContradictsOwnership();
    }

    /// <summary>Whether it gives nothing to anybody else.</summary>
    public static bool IsOwnersOnly(IReadOnlyList<AclGrant> grants, string owner) => grants.All(grant => grant.Id == owner);

    public static AwsException ContradictsOwnership()
        => new(400, "InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting");

    private static IReadOnlyList<AclGrant> Headers(S3Call call, BucketAccess access, string owner) => AclHeaders.Read(call, owner, access.OwnerId)!;

    /// <summary>Without access control lists one that gives the owner everything and nobody anything is taken: it is what holds. (S3 takes it as bucket-owner-full-control, and refuses "private".)</summary>
    private static IReadOnlyList<AclGrant> Checked(BucketAccess access, IReadOnlyList<AclGrant> grants, string owner)
        => !access.HasAcls ? IsOwnersOnly(grants, owner) ? grants : throw S3Errors.AclNotSupported()
            : access.BlocksPublicAcls && grants.Any(static grant => AclGroups.IsPublic(grant.Group)) ? throw S3Errors.AccessDenied()
            : grants;
}
