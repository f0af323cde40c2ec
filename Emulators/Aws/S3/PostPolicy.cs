using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventAi.Emulators.Aws.S3;

/// <summary>What the owner of a form allows its users to upload (Amazon S3 API reference, "Creating a POST policy").</summary>
internal sealed class PostPolicy
{
    // Fields that are no part of what is stored, or are the signature itself.
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { "policy", "signature", "x-amz-signature", "AWSAccessKeyId", "file", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token" };

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Before the name of a field that lacks its dollar sign: such a condition never holds.</summary>
    private const string Malformed = "\0";

    private readonly List<(string Kind, string Name, string Value)> _conditions = [];
    private long _least;
    private long _most = long.MaxValue;

    private PostPolicy()
    {
    }

    /// <param name="base64">The form's field <c>policy</c>.</param>
    /// <param name="now">Current time.</param>
    /// <exception cref="AwsException">InvalidPolicyDocument, AccessDenied.</exception>
    public static PostPolicy Read(string base64, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(base64)));
            var policy = new PostPolicy();
            if (!document.RootElement.TryGetProperty("expiration", out var expiration))
            {
                throw Invalid("Policy missing expiration.");
            }
            if (expiration.ValueKind != JsonValueKind.String || !DateTimeOffset.TryParseExact(expiration.GetString(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end))
            {
                throw Invalid("Invalid 'expiration' value");
            }
            if (!document.RootElement.TryGetProperty("conditions", out var conditions))
            {
                throw Invalid("Policy missing conditions.");
            }
            if (conditions.ValueKind != JsonValueKind.Array)
            {
                throw Invalid("Invalid 'conditions' value: must be a List.");
            }
            foreach (var condition in conditions.EnumerateArray())
            {
                policy.Add(condition);
            }
            return end > now ? policy : throw new AwsException(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw Invalid("Invalid JSON.");
        }
    }

    /// <summary>Every field must be as a condition says, and no field without one may be there.</summary>
    /// <exception cref="AwsException">AccessDenied.</exception>
    public void Check(IReadOnlyDictionary<string, string> fields)
    {
        foreach (var (kind, name, value) in _conditions)
        {
            var given = fields.GetValueOrDefault(name);
            var holds = given is not null && !name.StartsWith(Malformed, StringComparison.Ordinal) && (kind == "eq" ? given == value : given.StartsWith(value, StringComparison.Ordinal));
            if (!holds)
            {
                throw new AwsException(403, "AccessDenied", $"Invalid according to Policy: Policy Condition failed: [\"{kind}\", \"{(name.StartsWith(Malformed, StringComparison.Ordinal) ? name[1..] : "$" + name)}\", \"{value}\"]");
            }
        }
        if (fields.Keys.FirstOrDefault(name => !Free.Contains(name) && !name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase) && !_conditions.Exists(condition => condition.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) is { } extra)
        {
            throw new AwsException(403, "AccessDenied", $"Invalid according to Policy: Extra input fields: {extra}");
        }
    }

    /// <exception cref="AwsException">EntityTooSmall, EntityTooLarge.</exception>
    public void CheckLength(long length)
    {
        if (length < _least)
        {
            throw new AwsException(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size") { Details = [("ProposedSize", $"{length}"), ("MinSizeAllowed", $"{_least}")] };
        }
        if (length > _most)
        {
            throw S3Errors.EntityTooLarge(length, _most);
        }
    }

    private static AwsException Invalid(string message) => new(400, "InvalidPolicyDocument", $"Invalid Policy: {message}");

    private void Add(JsonElement condition)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            var members = condition.EnumerateObject().ToList();
            if (members.Count != 1)
            {
                throw Invalid("Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.");
            }
            _conditions.Add(("eq", members[0].Name, members[0].Value.GetString() ?? throw Invalid("Invalid Simple-Condition: value must be a string.")));
            return;
        }
        if (condition.ValueKind != JsonValueKind.Array || condition.GetArrayLength() != 3)
        {
            throw Invalid("Invalid Condition: wrong number of arguments.");
        }
        var kind = condition[0].GetString()!.ToLowerInvariant();
        switch (kind)
        {
            case "content-length-range":
                (_least, _most) = (Whole(condition[1], condition), Whole(condition[2], condition));
                break;
            case "eq" or "starts-with":
                _conditions.Add((kind, condition[1].GetString() is ['$', .. var field] ? field : Malformed + condition[1].GetString(), condition[2].GetString() ?? ""));
                break;
            default:
                throw Invalid($"Invalid Condition: unknown operation '{kind}'.");
        }
    }

    private static long Whole(JsonElement value, JsonElement range)
        => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number
            : value.ValueKind == JsonValueKind.String && long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
            : throw new AwsException(403, "AccessDenied", $"Invalid according to Policy: Policy Condition failed: [\"content-length-range\", \"{range[1]}\", \"{range[2]}\"]");
}
