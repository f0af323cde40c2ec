using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>
/// Whether a caller may do what it asks for: a bucket's policy, ownership and access control lists (Amazon S3 user guide, "How Amazon S3 authorizes a request"). An account's own
/// users and their policies do not exist here: within its account every signed request may do everything that no bucket's policy denies.
/// </summary>
internal static class Authorizer
{
    /// <exception cref="AwsException">AccessDenied.</exception>
    public static void Check(S3Call call, S3Route route)
    {
        if (call.FindBucket() is not { } bucket)
        {
            // Whether a bucket exists anybody may know; buckets are listed and made by accounts only.
            if (call.Caller.IsAnonymous && (route.Level == S3Level.Service || route is { Method: "PUT", Level: S3Level.Bucket, Selector: "" }))
            {
                throw S3Errors.AccessDenied();
            }
            return;
        }
        if (BucketAccess.Of(bucket.Info).IsPlain && call.Caller.Account == bucket.Info.Owner)
        {
            return;
        }
        if (ChecksItself(call, route))
        {
            return;
        }
        var action = ActionNames.Of(route, call.VersionId is not null);
        Require(call, bucket, action, route.Level == S3Level.Object ? call.Key : null, call.VersionId);
        if (action == ActionNames.PutObject)
        {
            RequireNotDenied(call, bucket);
        }
    }

    /// <exception cref="AwsException">AccessDenied.</exception>
    public static void Require(S3Call call, Bucket bucket, string action, string? key, string? versionId = null)
    {
        var access = BucketAccess.Of(bucket.Info);
        if (access.IsPlain && call.Caller.Account == bucket.Info.Owner)
        {
            return;
        }
        var existing = key is null ? null : bucket.Find(key, versionId) is { IsDeleteMarker: false } found ? found : null;
        // Who may not list must not learn from the answer that there is no such object.
        var isAllowed = key is not null && existing is null && ActionNames.Permission(action) is (_, OfObject: true)
            ? access.Policy?.Evaluate(new PolicyContext(call, action, bucket, key, existing)) != PolicyVerdict.Deny && IsAllowed(call, bucket, access, ActionNames.ListBucket, key: null, existing: null)
            : IsAllowed(call, bucket, access, action, key, existing);
        if (!isAllowed)
        {
            throw S3Errors.AccessDenied();
        }
    }

    /// <summary>Operations whose bodies say what they are about.</summary>
    private static bool ChecksItself(S3Call call, S3Route route)
        => route is { Method: "POST", Selector: "delete" } or { Method: "PUT", Level: S3Level.Object, Selector: "tagging" } or { Method: "PUT" or "POST", Level: S3Level.Bucket, Selector: "" } || call.IsForm;

    private static bool IsAllowed(S3Call call, Bucket bucket, BucketAccess access, string action, string? key, ObjectInfo? existing)
    {
        var isOwner = call.Caller.Account == bucket.Info.Owner;
        if (access.Policy is { } policy)
        {
            switch (policy.Evaluate(new PolicyContext(call, action, bucket, key, existing)))
            {
                case PolicyVerdict.Deny when !(isOwner && action is "s3:GetBucketPolicy" or "s3:PutBucketPolicy" or "s3:DeleteBucketPolicy"):
                    return false;
                case PolicyVerdict.Allow when isOwner || !(access.RestrictsPublic && policy.IsPublic):
                    return true;
            }
        }
        var permission = ActionNames.Permission(action);
        var callerId = call.Caller.CanonicalId;
        if (permission is (_, OfObject: true) && existing is not null && access.HasAcls && existing.Owner is { } objectOwner)
        {
            // What others have uploaded is theirs.
            return callerId == objectOwner || Grants(access, existing.Acl, permission.Value.Permission, call.Caller);
        }
        return isOwner
            || (action is ActionNames.AbortUpload or ActionNames.ListParts && call.Query("uploadId") is { } id && bucket.FindUpload(key!, id) is var (upload, _) && upload.Owner == callerId)
            || (access.HasAcls && permission is var (name, ofObject) && Grants(access, ofObject ? existing!.Acl : bucket.Info.Acl, name, call.Caller));
    }

    private static bool Grants(BucketAccess access, IReadOnlyList<AclGrant>? grants, string permission, S3Caller caller)
        => grants?.Any(grant => (grant.Permission == permission || grant.Permission == CannedAcl.FullControl)
            && (grant.Group switch
            {
                AclGroups.AllUsers => !access.IgnoresPublicAcls,
                AclGroups.AuthenticatedUsers => !access.IgnoresPublicAcls && !caller.IsAnonymous,
                null => grant.Id == caller.CanonicalId,
                _ => false,
            })) == true;

    /// <summary>What an upload brings along has actions of its own, which a policy may deny.</summary>
    private static void RequireNotDenied(S3Call call, Bucket bucket)
    {
        if (BucketAccess.Of(bucket.Info).Policy is not { } policy)
        {
            return;
        }
        foreach (var (given, action) in (ReadOnlySpan<(bool, string)>)[(AclHeaders.AreGiven(call), "s3:PutObjectAcl"), (call.Header("x-amz-tagging") is not null, "s3:PutObjectTagging")])
        {
            if (given && policy.Evaluate(new PolicyContext(call, action, bucket, call.Key, existing: null)) == PolicyVerdict.Deny)
            {
                throw S3Errors.AccessDenied();
            }
        }
    }
}
