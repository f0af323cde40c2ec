using EventAi.Emulators.Aws.S3.Access;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>GetBucketPolicyStatus: public is a policy that allows anybody something, unless a condition pins the caller to fixed values.</summary>
internal sealed class GetBucketPolicyStatus : IS3Action
{
    public S3Route Route { get; } = new("GET", S3Level.Bucket, "policyStatus");

    public Task ExecuteAsync(S3Call call)
    {
        var policy = BucketAccess.Of(call.Bucket.Info).Policy ?? throw S3Errors.NoSuchBucketPolicy(call.BucketName);
        return S3Xml.WriteAsync(call.Aws, xml =>
        {
            xml.WriteStartElement("PolicyStatus", S3Xml.Namespace);
            xml.WriteElementString("IsPublic", policy.IsPublic ? "true" : "false");
            xml.WriteEndElement();
        });
    }
}
