using System.Collections.Frozen;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>What the operations are called in policies (AWS service authorization reference, "Actions, resources, and condition keys for Amazon S3").</summary>
internal static class ActionNames
{
    public const string ListBucket = "s3:ListBucket";
    public const string GetObject = "s3:GetObject";
    public const string PutObject = "s3:PutObject";
    public const string DeleteObject = "s3:DeleteObject";
    public const string AbortUpload = "s3:AbortMultipartUpload";
    public const string ListParts = "s3:ListMultipartUploadParts";

    private static readonly FrozenDictionary<(string Selector, bool OfObject), string> Nouns = new Dictionary<(string, bool), string>
    {
        [("accelerate", false)] = "AccelerateConfiguration",
        [("acl", false)] = "BucketAcl",
        [("acl", true)] = "ObjectAcl",
        [("analytics", false)] = "AnalyticsConfiguration",
        [("cors", false)] = "BucketCORS",
        [("encryption", false)] = "EncryptionConfiguration",
        [("intelligent-tiering", false)] = "IntelligentTieringConfiguration",
        [("inventory", false)] = "InventoryConfiguration",
        [("lifecycle", false)] = "LifecycleConfiguration",
        [("location", false)] = "BucketLocation",
        [("logging", false)] = "BucketLogging",
        [("metrics", false)] = "MetricsConfiguration",
        [("notification", false)] = "BucketNotification",
        [("object-lock", false)] = "BucketObjectLockConfiguration",
        [("ownershipControls", false)] = "BucketOwnershipControls",
        [("policy", false)] = "BucketPolicy",
        [("policyStatus", false)] = "BucketPolicyStatus",
        [("publicAccessBlock", false)] = "BucketPublicAccessBlock",
        [("replication", false)] = "ReplicationConfiguration",
        [("requestPayment", false)] = "BucketRequestPayment",
        [("tagging", false)] = "BucketTagging",
        [("tagging", true)] = "ObjectTagging",
        [("versioning", false)] = "BucketVersioning",
        [("website", false)] = "BucketWebsite",
        [("legal-hold", true)] = "ObjectLegalHold",
        [("retention", true)] = "ObjectRetention",
        [("torrent", true)] = "ObjectTorrent",
        [("attributes", true)] = "Object",
    }.ToFrozenDictionary();

    /// <param name="route">The operation.</param>
    /// <param name="ofVersion">Whether it names a version, for which many operations have an action of its own.</param>
    public static string Of(S3Route route, bool ofVersion)
    {
        var name = (route.Method, route.Level, route.Selector) switch
        {
            ("GET" or "HEAD", S3Level.Bucket, "" or "list-type") => ListBucket,
            ("GET", S3Level.Bucket, "versions") => "s3:ListBucketVersions",
            ("GET", S3Level.Bucket, "uploads") => "s3:ListBucketMultipartUploads",
            ("DELETE", S3Level.Bucket, "") => "s3:DeleteBucket",
            ("DELETE", S3Level.Bucket, "policy") => "s3:DeleteBucketPolicy",
            ("DELETE", S3Level.Bucket, "website") => "s3:DeleteBucketWebsite",
            ("GET" or "HEAD", S3Level.Object, "") => GetObject,
            ("PUT", S3Level.Object, "" or "uploadId" or S3Route.CopySource) or ("POST", S3Level.Object, "uploads" or "uploadId") => PutObject,
            ("POST", S3Level.Object, "restore") => "s3:RestoreObject",
            ("GET", S3Level.Object, "uploadId") => ListParts,
            ("DELETE", S3Level.Object, "uploadId") => AbortUpload,
            ("DELETE", S3Level.Object, "") => DeleteObject,
            ("DELETE", S3Level.Object, "tagging") => "s3:DeleteObjectTagging",
            _ when Nouns.TryGetValue((route.Selector, route.Level == S3Level.Object), out var noun) => $"s3:{(route.Method == "GET" ? "Get" : "Put")}{noun}",
            _ => $"s3:{route.Method}{route.Selector}",
        };
        return !ofVersion ? name : name switch
        {
            "s3:GetObjectTagging" => "s3:GetObjectVersionTagging",
            "s3:PutObjectTagging" => "s3:PutObjectVersionTagging",
            "s3:DeleteObjectTagging" => "s3:DeleteObjectVersionTagging",
            "s3:GetObjectAcl" => "s3:GetObjectVersionAcl",
            "s3:PutObjectAcl" => "s3:PutObjectVersionAcl",
            GetObject => "s3:GetObjectVersion",
            DeleteObject => "s3:DeleteObjectVersion",
            _ => name,
        };
    }

    /// <summary>The permission of an access control list that allows an action: of the bucket's list or of the object's; null where none does.</summary>
    public static (string Permission, bool OfObject)? Permission(string action) => action switch
    {
        ListBucket or "s3:ListBucketVersions" or "s3:ListBucketMultipartUploads" => ("READ", false),
        PutObject or DeleteObject or "s3:DeleteObjectVersion" => ("WRITE", false),
        "s3:GetBucketAcl" => ("READ_ACP", false),
        "s3:PutBucketAcl" => ("WRITE_ACP", false),
        GetObject or "s3:GetObjectVersion" or "s3:GetObjectTorrent" => ("READ", true),
        "s3:GetObjectAcl" or "s3:GetObjectVersionAcl" => ("READ_ACP", true),
        "s3:PutObjectAcl" or "s3:PutObjectVersionAcl" => ("WRITE_ACP", true),
        _ => null,
    };
}
