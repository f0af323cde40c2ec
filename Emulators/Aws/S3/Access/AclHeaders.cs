using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>An access control list in a request's headers: <c>x-amz-acl</c>, or <c>x-amz-grant-*</c>.</summary>
internal static class AclHeaders
{
    public const string Canned = "x-amz-acl";

    private static readonly (string Header, string Permission)[] Grants =
    [
        ("x-amz-grant-full-control", CannedAcl.FullControl), ("x-amz-grant-read", "READ"), ("x-amz-grant-write", "WRITE"),
        ("x-amz-grant-read-acp", "READ_ACP"), ("x-amz-grant-write-acp", "WRITE_ACP"),
    ];

    /// <summary>Whether the request asks for any list.</summary>
    public static bool AreGiven(S3Call call) => call.Header(Canned) is not null || HasGrants(call);

    /// <summary>The list that the headers give; null without any.</summary>
    /// <param name="call">The request.</param>
    /// <param name="owner">Canonical id of the owner of what it is for.</param>
    /// <param name="bucketOwner">Canonical id of the bucket's owner.</param>
    /// <exception cref="AwsException">InvalidRequest, InvalidArgument.</exception>
    public static IReadOnlyList<AclGrant>? Read(S3Call call, string owner, string bucketOwner)
    {
        var (canned, granted) = (call.Header(Canned), HasGrants(call));
        if (canned is not null && granted)
        {
            throw S3Errors.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
        }
        if (canned is not null)
        {
            return CannedAcl.Find(canned, owner, bucketOwner) ?? throw S3Errors.InvalidArgument("", Canned, canned);
        }
        return granted ? [.. Grants.SelectMany(grant => call.Header(grant.Header) is { } text ? Parse(grant.Header, grant.Permission, text) : [])] : null;
    }

    /// <exception cref="AwsException">UnresolvableGrantByEmailAddress.</exception>
    public static AwsException NoSuchAddress(string address)
        => new(400, "UnresolvableGrantByEmailAddress", "The e-mail address you provided does not match any account on record.") { Details = [("emailAddress", address)] };

    private static bool HasGrants(S3Call call)
    {
        foreach (var (name, _) in call.OwnHeaders)
        {
            if (name.StartsWith("x-amz-grant-", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static IEnumerable<AclGrant> Parse(string header, string permission, string text)
    {
        foreach (var grantee in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = grantee.IndexOf('=', StringComparison.Ordinal);
            var (kind, value) = equals < 0 ? ("", "") : (grantee[..equals].TrimEnd(), grantee[(equals + 1)..].Trim().Trim('"'));
            yield return kind switch
            {
                "id" => S3Accounts.IsCanonicalId(value) ? new AclGrant(permission, value, Group: null) : throw S3Errors.InvalidArgument("Invalid id", "id", value),
                "uri" => AclGroups.IsKnown(value) ? new AclGrant(permission, Id: null, value) : throw S3Errors.InvalidArgument("Invalid group uri", "uri", value),
                "emailAddress" => throw NoSuchAddress(value),
                _ => throw S3Errors.InvalidArgument("Argument format not recognized", header, text),
            };
        }
    }
}
