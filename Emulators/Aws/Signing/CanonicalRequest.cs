using System.Text;

namespace EventAi.Emulators.Aws.Signing;

/// <summary>
/// The text that a signature covers: method, path, sorted query, signed headers, their names, the payload's hash
/// (AWS IAM user guide, "Create a canonical request"). S3 takes the path as it is encoded once, every other service
/// encodes it again.
/// </summary>
internal static class CanonicalRequest
{
    public static string Create(AwsCall call, SignedRequest signature, string payloadHash)
    {
        var text = new StringBuilder(512);
        text.Append(call.Request.Method).Append('\n');
        text.Append(Path(call.Target.Path, twice: signature.Service != "s3")).Append('\n');
        AppendQuery(text, call.Target, signature.Presigned);
        text.Append('\n');
        foreach (var name in signature.SignedHeaders)
        {
            var values = call.Request.Headers[name]; // one that is not there is signed as an empty one, which it was not
            text.Append(name).Append(':');
            for (var i = 0; i < values.Count; i++)
            {
                text.Append(i > 0 ? "," : "").Append(Collapse(values[i] ?? ""));
            }
            text.Append('\n');
        }
        return text.Append('\n').AppendJoin(';', signature.SignedHeaders).Append('\n').Append(payloadHash).ToString();
    }

    private static string Path(string raw, bool twice)
    {
        // Clients differ in what they leave unencoded on the wire; they sign the fully encoded form.
        var once = AwsUriEncoding.Decode(raw) is { } decoded ? AwsUriEncoding.Encode(decoded, keepSlash: true) : raw;
        return twice ? AwsUriEncoding.Encode(once, keepSlash: true) : once;
    }

    private static void AppendQuery(StringBuilder text, RequestTarget target, bool presigned)
    {
        var pairs = target.Query
            .Where(pair => !presigned || pair.Name != "X-Amz-Signature")
            .Select(static pair => (Name: AwsUriEncoding.Encode(pair.Name), Value: AwsUriEncoding.Encode(pair.Value)))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal).ThenBy(static pair => pair.Value, StringComparer.Ordinal);
        var first = true;
        foreach (var (name, value) in pairs)
        {
            text.Append(first ? "" : "&").Append(name).Append('=').Append(value);
            first = false;
        }
    }

    /// <summary>Runs of spaces count as one.</summary>
    private static string Collapse(string value)
    {
        value = value.Trim(' ');
        while (value.Contains("  ", StringComparison.Ordinal))
        {
            value = value.Replace("  ", " ", StringComparison.Ordinal);
        }
        return value;
    }
}
