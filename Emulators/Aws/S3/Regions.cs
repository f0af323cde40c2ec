using System.Collections.Frozen;

namespace EventAi.Emulators.Aws.S3;

/// <summary>The regions that S3 knows (AWS general reference, "Amazon Simple Storage Service endpoints and quotas").</summary>
internal static class Regions
{
    /// <summary>The old name of eu-west-1.</summary>
    public const string Eu = "EU";

    private static readonly FrozenSet<string> Known = new[]
    {
        "us-east-1", "us-east-2", "us-west-1", "us-west-2", "af-south-1", "ap-east-1", "ap-east-2", "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
        "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-west-1", "eu-west-2", "eu-west-3",
        "eu-south-1", "eu-south-2", "eu-north-1", "il-central-1", "me-south-1", "me-central-1", "mx-central-1", "sa-east-1", "us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string region) => Known.Contains(region);

    /// <summary>The region of a location constraint: us-east-1's endpoint takes any but its own, every other one only its own.</summary>
    /// <param name="constraint">As it was asked for.</param>
    /// <param name="endpoint">Region that the request was signed for.</param>
    /// <exception cref="AwsException">InvalidLocationConstraint, IllegalLocationConstraintException.</exception>
    public static string Require(string constraint, string endpoint)
    {
        var region = constraint == Eu ? "eu-west-1" : constraint;
        if (endpoint != AwsCall.DefaultRegion)
        {
            return region == endpoint ? region
                : throw new AwsException(400, "IllegalLocationConstraintException", $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to.");
        }
        return region != AwsCall.DefaultRegion && IsKnown(region) ? region
            : throw new AwsException(400, "InvalidLocationConstraint", "The specified location-constraint is not valid") { Details = [("LocationConstraint", constraint)] };
    }
}
