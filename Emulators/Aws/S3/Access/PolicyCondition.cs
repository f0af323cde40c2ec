using System.Globalization;
using System.Net;
using System.Text.Json;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>One operator with one key and the values it may have (AWS IAM user guide, "IAM JSON policy elements: Condition operators").</summary>
internal sealed class PolicyCondition
{
    private const string ExistsSuffix = "IfExists";
    private const string Any = "ForAnyValue:";
    private const string All = "ForAllValues:";

    /// <summary>Keys whose fixed values make a policy not public (Amazon S3 user guide, "The meaning of public").</summary>
    private static readonly HashSet<string> Pinning = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:SourceIp", "aws:SourceArn", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceOwner", "aws:SourceAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:userid", "aws:PrincipalAccount",
        "aws:PrincipalArn", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:x-amz-server-side-encryption-aws-kms-key-id",
    };

    private readonly string _key;
    private readonly IReadOnlyList<string> _values;
    private readonly Func<string, string, bool> _test;
    private readonly bool _isNull;
    private readonly bool _negated;
    private readonly bool _ifExists;
    private readonly bool _all;

    private PolicyCondition(string name, string key, IReadOnlyList<string> values)
    {
        (_key, _values) = (key, values);
        _all = name.StartsWith(All, StringComparison.OrdinalIgnoreCase);
        var plain = _all ? name[All.Length..] : name.StartsWith(Any, StringComparison.OrdinalIgnoreCase) ? name[Any.Length..] : name;
        _ifExists = plain.EndsWith(ExistsSuffix, StringComparison.OrdinalIgnoreCase);
        plain = (_ifExists ? plain[..^ExistsSuffix.Length] : plain).ToLowerInvariant();
        _isNull = plain == "null";
        (_test, _negated) = plain switch
        {
            "stringequals" => ((Func<string, string, bool>)(static (given, value) => given == value), false),
            "stringnotequals" => (static (given, value) => given == value, true),
            "stringequalsignorecase" => (static (given, value) => given.Equals(value, StringComparison.OrdinalIgnoreCase), false),
            "stringnotequalsignorecase" => (static (given, value) => given.Equals(value, StringComparison.OrdinalIgnoreCase), true),
            "stringlike" or "arnlike" or "arnequals" => (static (given, value) => Wildcard.IsMatch(value, given), false),
            "stringnotlike" or "arnnotlike" or "arnnotequals" => (static (given, value) => Wildcard.IsMatch(value, given), true),
            "numericequals" => (static (given, value) => Number(given) == Number(value), false),
            "numericnotequals" => (static (given, value) => Number(given) == Number(value), true),
            "numericlessthan" => (static (given, value) => Number(given) < Number(value), false),
            "numericlessthanequals" => (static (given, value) => Number(given) <= Number(value), false),
            "numericgreaterthan" => (static (given, value) => Number(given) > Number(value), false),
            "numericgreaterthanequals" => (static (given, value) => Number(given) >= Number(value), false),
            "dateequals" => (static (given, value) => Date(given) == Date(value), false),
            "datenotequals" => (static (given, value) => Date(given) == Date(value), true),
            "datelessthan" => (static (given, value) => Date(given) < Date(value), false),
            "datelessthanequals" => (static (given, value) => Date(given) <= Date(value), false),
            "dategreaterthan" => (static (given, value) => Date(given) > Date(value), false),
            "dategreaterthanequals" => (static (given, value) => Date(given) >= Date(value), false),
            "bool" or "null" => (static (given, value) => given.Equals(value, StringComparison.OrdinalIgnoreCase), false),
            "binaryequals" => (static (given, value) => given == value, false),
            "ipaddress" => (static (given, value) => IsWithin(given, value), false),
            "notipaddress" => (static (given, value) => IsWithin(given, value), true),
            _ => throw BucketPolicy.Malformed($"Invalid Condition type : {name}"),
        };
    }

    /// <summary>Whether it holds the caller to fixed values.</summary>
    public bool PinsCaller => !_negated && !_isNull && Pinning.Contains(_key) && _values.All(static value => !value.Contains('*', StringComparison.Ordinal) && !value.Contains('?', StringComparison.Ordinal) && !value.EndsWith("/0", StringComparison.Ordinal));

    /// <exception cref="AwsException">MalformedPolicy.</exception>
    public static IReadOnlyList<PolicyCondition> ParseAll(JsonElement json)
        => json.ValueKind != JsonValueKind.Object ? throw BucketPolicy.Malformed("Invalid policy syntax.")
            : [.. json.EnumerateObject().SelectMany(static operation => operation.Value.ValueKind == JsonValueKind.Object
                ? operation.Value.EnumerateObject().Select(key => new PolicyCondition(operation.Name, key.Name, PolicyStatement.Texts(key.Value)))
                : throw BucketPolicy.Malformed("Invalid policy syntax."))];

    public bool Holds(PolicyContext context)
    {
        var given = context.Values(_key);
        if (_isNull)
        {
            return _values.Any(value => value.Equals(given is null ? "true" : "false", StringComparison.OrdinalIgnoreCase));
        }
        if (given is null)
        {
            return _ifExists || _all || _negated;
        }
        return _all ? given.All(one => Holds(one, context)) : given.Any(one => Holds(one, context));
    }

    private bool Holds(string given, PolicyContext context) => _values.Any(value => _test(given, context.Substitute(value))) != _negated;

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static DateTimeOffset? Date(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : null;

    private static bool IsWithin(string given, string network)
    {
        if (!IPAddress.TryParse(given, out var address))
        {
            return false;
        }
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }
        return IPNetwork.TryParse(network, out var range) ? range.Contains(address) : IPAddress.TryParse(network, out var single) && single.Equals(address);
    }
}
