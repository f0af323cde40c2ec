using System.Xml.Linq;
using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3;

/// <summary>An object's tags: in a header, form-encoded, or as XML; at most ten, keys of 128 and values of 256 characters (Amazon S3 user guide, "Object tagging").</summary>
internal static class ObjectTags
{
    private const int Most = 10;
    private const int LongestKey = 128;
    private const int LongestValue = 256;

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
            tags.Add(key is null || value is null
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
        if (document?.Name.LocalName != "Tagging" || document.Children("TagSet").FirstOrDefault() is not { } set)
        {
            throw S3Errors.MalformedXml();
        }
        return Checked([.. set.Children("Tag").Select(static tag => (tag.Text("Key") ?? throw S3Errors.MalformedXml(), tag.Text("Value") ?? throw S3Errors.MalformedXml()))]);
    }

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

    private static Dictionary<string, string> Checked(List<(string Key, string Value)> tags)
    {
        if (tags.Count > Most)
        {
            throw new AwsException(400, "BadRequest", "Object tags cannot be greater than 10");
        }
        var checkedTags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > LongestKey)
            {
                throw S3Errors.InvalidTag("The TagKey you have provided is invalid");
            }
            if (value.Length > LongestValue)
            {
                throw S3Errors.InvalidTag("The TagValue you have provided is invalid");
            }
            if (!checkedTags.TryAdd(key, value))
            {
                throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key");
            }
        }
        return checkedTags;
    }
}
