using System.Text.Json;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>Whom a statement is about. Users and roles do not exist here: a name of one is well formed and nobody.</summary>
internal sealed class PolicyPrincipal
{
    private static readonly string[] Kinds = ["AWS", "CanonicalUser", "Service", "Federated"];
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

    private PolicyPrincipal()
    {
    }

    public bool IsAnybody { get; private set; }

    /// <exception cref="AwsException">MalformedPolicy.</exception>
    public static PolicyPrincipal Parse(JsonElement json)
    {
        var principal = new PolicyPrincipal();
        if (json.ValueKind == JsonValueKind.String)
        {
            principal.IsAnybody = json.ValueEquals("*") ? true : throw Invalid();
            return principal;
        }
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw Invalid();
        }
        foreach (var kind in json.EnumerateObject())
        {
            if (!Kinds.Contains(kind.Name, StringComparer.Ordinal))
            {
                throw Invalid();
            }
            foreach (var value in PolicyStatement.Texts(kind.Value))
            {
                principal.Add(kind.Name, value);
            }
        }
        return principal;
    }

    public bool Matches(S3Caller caller)
        => IsAnybody || (caller.Account is { } account && (_accounts.Contains(account) || _ids.Contains(caller.CanonicalId)));

    private static AwsException Invalid() => BucketPolicy.Malformed("Invalid principal in policy");

    private void Add(string kind, string value)
    {
        if (kind == "CanonicalUser")
        {
            _ids.Add(value);
        }
        else if (kind == "AWS")
        {
            if (value == "*")
            {
                IsAnybody = true;
            }
            else if (S3Accounts.IsAccount(value))
            {
                _accounts.Add(value);
            }
            else if (value.Split(':') is ["arn", _, "iam" or "sts", "", var account, var name] && S3Accounts.IsAccount(account))
            {
                if (name == "root")
                {
                    _accounts.Add(account);
                }
            }
            else
            {
                throw Invalid();
            }
        }
    }
}
