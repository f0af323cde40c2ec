using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.Access;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>What S3 refuses of configurations: MalformedXML, or what is wrong.</summary>
internal static class BucketDocumentChecks
{
    public static void Tags(S3Call call, XElement document) => ObjectTags.OfBucket(document.Children("TagSet").FirstOrDefault(), "System tags cannot be added/updated by requester");

    /// <summary>Access control lists must be gone before they are switched off.</summary>
    public static void Ownership(S3Call call, XElement document)
    {
        var info = call.Bucket.Info;
        if (BucketAccess.OwnershipOf(document) == ObjectOwnership.BucketOwnerEnforced && info.Acl is { } acl && !AclWrites.IsOwnersOnly(acl, BucketAccess.Of(info).OwnerId))
        {
            throw AclWrites.ContradictsOwnership();
        }
    }

    public static void Acceleration(S3Call call, XElement document)
    {
        if (call.BucketName.Contains('.', StringComparison.Ordinal))
        {
            throw S3Errors.InvalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
        }
        Require(document.Text("Status") is "Enabled" or "Suspended");
    }

    public static void Payer(S3Call call, XElement document) => Require(document.Text("Payer") is "BucketOwner" or "Requester");

    public static void Encryption(S3Call call, XElement document)
    {
        Require(document.Children("Rule").ToList() is [_]);
        if (document.Children("Rule").First().Children("ApplyServerSideEncryptionByDefault").FirstOrDefault() is not { } byDefault)
        {
            return;
        }
        Require(byDefault.Text("SSEAlgorithm") is "AES256" or "aws:kms" or "aws:kms:dsse");
        if (byDefault.Text("SSEAlgorithm") == "AES256" && byDefault.Text("KMSMasterKeyID") is not null)
        {
            throw new AwsException(400, "InvalidArgument", "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse")
            {
                Details = [("ArgumentName", "ApplyServerSideEncryptionByDefault")],
            };
        }
    }

    public static void Logging(S3Call call, XElement document)
    {
        if (document.Children("LoggingEnabled").FirstOrDefault() is not { } enabled)
        {
            return;
        }
        var name = enabled.Text("TargetBucket") ?? throw S3Errors.MalformedXml();
        var target = call.FindBucket(name)
            ?? throw new AwsException(400, "InvalidTargetBucketForLogging", "The target bucket for logging does not exist") { Details = [("TargetBucket", name)] };
        if (target.Info.Region != call.Bucket.Info.Region)
        {
            throw new AwsException(403, "CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ") { Details = [("TargetBucketLocation", target.Info.Region)] };
        }
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw S3Errors.MalformedXml();
        }
    }
}
