using System.Runtime.CompilerServices;
using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>Who may do what with a bucket, read once from what is kept of it.</summary>
internal sealed class BucketAccess
{
    public const string OwnershipDocument = "ownershipControls";
    public const string PolicyDocument = "policy";
    public const string BlockDocument = "publicAccessBlock";

    private static readonly ConditionalWeakTable<BucketInfo, BucketAccess> Known = [];

    private BucketAccess(BucketInfo info)
    {
        OwnerId = S3Accounts.CanonicalId(info.Owner);
        Ownership = info.Documents.TryGetValue(OwnershipDocument, out var controls) ? OwnershipOf(XElement.Parse(controls)) : ObjectOwnership.ObjectWriter;
        Policy = info.Documents.TryGetValue(PolicyDocument, out var policy) ? Parse(policy, info.Name) : null;
        if (info.Documents.TryGetValue(BlockDocument, out var text))
        {
            var block = XElement.Parse(text);
            BlocksPublicAcls = block.Text("BlockPublicAcls") == "true";
            IgnoresPublicAcls = block.Text("IgnorePublicAcls") == "true";
            BlocksPublicPolicy = block.Text("BlockPublicPolicy") == "true";
            RestrictsPublic = block.Text("RestrictPublicBuckets") == "true";
        }
        IsPlain = Policy is null && Ownership == ObjectOwnership.BucketOwnerEnforced;
    }

    /// <summary>The owner may do everything with everything in it: the usual case, for which nothing need be looked at.</summary>
    public bool IsPlain { get; }

    /// <summary>Canonical id.</summary>
    public string OwnerId { get; }

    public ObjectOwnership Ownership { get; }

    public BucketPolicy? Policy { get; }

    public bool HasAcls => Ownership != ObjectOwnership.BucketOwnerEnforced;

    public bool BlocksPublicAcls { get; }

    public bool IgnoresPublicAcls { get; }

    public bool BlocksPublicPolicy { get; }

    public bool RestrictsPublic { get; }

    public static BucketAccess Of(BucketInfo info) => Known.GetValue(info, static info => new BucketAccess(info));

    /// <exception cref="AwsException">MalformedXML.</exception>
    public static ObjectOwnership OwnershipOf(XElement controls)
        => controls.Children("Rule").ToList() is [var rule] && Parse(rule.Text("ObjectOwnership")) is { } ownership ? ownership : throw S3Errors.MalformedXml();

    public static ObjectOwnership? Parse(string? name) => name switch
    {
        nameof(ObjectOwnership.BucketOwnerEnforced) => ObjectOwnership.BucketOwnerEnforced,
        nameof(ObjectOwnership.BucketOwnerPreferred) => ObjectOwnership.BucketOwnerPreferred,
        nameof(ObjectOwnership.ObjectWriter) => ObjectOwnership.ObjectWriter,
        _ => null,
    };

    /// <summary>Who owns an object that is uploaded now: null for the bucket's owner, else a canonical id.</summary>
    /// <param name="caller">Who uploads.</param>
    /// <param name="cannedAcl">With which list.</param>
    public string? OwnerOfNew(S3Caller caller, string? cannedAcl)
        => !HasAcls || caller.CanonicalId is var id && id == OwnerId || (Ownership == ObjectOwnership.BucketOwnerPreferred && cannedAcl == CannedAcl.BucketOwnerFullControl) ? null : id;

    /// <summary>Kept by a version of this program that took what is no policy: it has no effect, as it had none then.</summary>
    private static BucketPolicy? Parse(string policy, string bucket)
    {
        try
        {
            return BucketPolicy.Parse(policy, bucket);
        }
        catch (AwsException)
        {
            return null;
        }
    }
}
