using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>An object's tags: in a header, form-encoded, or as XML; at most ten, keys of 128 and values of 256 characters (Amazon S3 user guide, "Object tagging").</summary>
internal static class ObjectTags
{
    private const int Most = 10;
    private const int LongestKey = 128;
    private const int LongestValue = 256;
    private const int MostOfBucket = 50;

    /// <exception cref="AwsException">InvalidArgument, InvalidTag, BadRequest.</exception>
    public static IReadOnlyDictionary<string, string> ReadHeader(S3Call call)
    {
        const string Header = "x-amz-tagging";
        if (call.Header(Header) is not { } text)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
        var tags = new List<(string, string)>();
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            var key = AwsUriEncoding.Decode(equals < 0 ? pair : pair[..equals], plusIsSpace: true);
            var value = equals < 0 ? "" : AwsUriEncoding.Decode(pair[(equals + 1)..], plusIsSpace: true);
            tags.Add(key is null || value is null || !key.All(IsAllowed) || !value.All(IsAllowed)
                ? throw S3Errors.InvalidArgument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.", Header, text)
                : (key, value));
        }
        if (tags.DistinctBy(static tag => tag.Item1, StringComparer.Ordinal).Count() < tags.Count)
        {
            throw S3Errors.InvalidArgument("The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.", Header, text);
        }
        tags.Sort(static (one, other) => string.CompareOrdinal(one.Item1, other.Item1));
        return Checked(tags);
    }

    /// <summary>The body of PutObjectTagging.</summary>
    /// <exception cref="AwsException">MalformedXML, InvalidTag, BadRequest.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadBodyAsync(S3Call call)
    {
        return Read(await S3Xml.ReadAsync(call));
    }

    /// <param name="document">The element Tagging.</param>
    /// <exception cref="AwsException">MalformedXML, InvalidTag, BadRequest.</exception>
    public static IReadOnlyDictionary<string, string> Read(XElement? document)
    {
        if (document?.Name.LocalName != "Tagging")
        {
            throw S3Errors.MalformedXml();
        }
        return Checked(Pairs(document.Children("TagSet").FirstOrDefault()));
    }

    /// <summary>A bucket's tags: more of them, otherwise by the same rules.</summary>
    /// <param name="set">The element that holds Tag elements; null for none.</param>
    /// <param name="reserved">What is said of a key that begins with <c>aws:</c>.</param>
    /// <exception cref="AwsException">MalformedXML, InvalidTag, BadRequest.</exception>
    public static IReadOnlyDictionary<string, string> OfBucket(XElement? set, string reserved) => Checked(Pairs(set), MostOfBucket, reserved);

    public static Task WriteAsync(S3Call call, ObjectInfo info) => S3Xml.WriteAsync(call.Aws, xml =>
    {
        xml.WriteStartElement("Tagging", S3Xml.Namespace);
        xml.WriteStartElement("TagSet");
        foreach (var (key, value) in info.Tags)
        {
            xml.WriteStartElement("Tag");
            xml.WriteElementString("Key", key);
            xml.WriteElementString("Value", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static Dictionary<string, string> Checked(List<(string Key, string Value)> tags, int most = Most, string reserved = "Your TagKey cannot be prefixed with aws:")
    {
        if (tags.Count > most)
        {
            throw new AwsException(400, "BadRequest", most == Most ? "Object tags cannot be greater than 10" : "Bucket tag count cannot be greater than 50");
        }
        var checkedTags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw S3Errors.InvalidTag(reserved, key);
            }
            if (key.Length is 0 or > LongestKey || !key.All(IsAllowed))
            {
                throw S3Errors.InvalidTag("The TagKey you have provided is invalid", key);
            }
            if (value.Length > LongestValue || !value.All(IsAllowed))
            {
                throw S3Errors.InvalidTag("The TagValue you have provided is invalid", key, value);
            }
            if (!checkedTags.TryAdd(key, value))
            {
                throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key", key);
            }
        }
        return checkedTags;
    }

    private static List<(string Key, string Value)> Pairs(XElement? set)
        => [.. set?.Children("Tag").Select(static tag => (tag.Text("Key") ?? throw S3Errors.MalformedXml(), tag.Text("Value") ?? throw S3Errors.MalformedXml())) ?? []];

    private static bool IsAllowed(char letter) => char.IsLetterOrDigit(letter) || char.IsSurrogate(letter) || char.IsWhiteSpace(letter) || letter is '_' or '.' or ':' or '/' or '=' or '+' or '-' or '@' || letter > '\u007F';
}
