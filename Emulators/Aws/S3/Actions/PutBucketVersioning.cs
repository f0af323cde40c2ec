using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Actions;

/// <summary>PutBucketVersioning: Enabled or Suspended. MFA delete is refused.</summary>
internal sealed class PutBucketVersioning : IS3Action
{
    public S3Route Route { get; } = new("PUT", S3Level.Bucket, "versioning");

    public async Task ExecuteAsync(S3Call call)
    {
        var bucket = call.Bucket;
        var document = await S3Xml.ReadAsync(call);
        if (document?.Name.LocalName != "VersioningConfiguration")
        {
            throw S3Errors.MalformedXml();
        }
        if (document.Text("MfaDelete") == "Enabled")
        {
            throw S3Errors.NotImplemented("PutBucketVersioning MfaDelete");
        }
        var state = document.Text("Status") switch
        {
            "Enabled" => VersioningState.Enabled,
            "Suspended" => VersioningState.Suspended,
            not null => throw S3Errors.MalformedXml(),
            _ => throw new AwsException(400, "IllegalVersioningConfigurationException", "The Versioning element must be specified"),
        };
        if (state == VersioningState.Suspended && bucket.Info.LocksObjects)
        {
            throw new AwsException(409, "InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
        }
        bucket.Configure(info => info with { Versioning = state });
    }
}
