using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>S3's XML as the JSON that Step Functions makes of it: members as the API reference names them, lists without their wrappers.</summary>
internal static class S3Answer
{
    private static readonly string[] Lists = ["Contents", "CommonPrefixes"];

    public static JsonObject Read(byte[] content) => content.Length == 0 ? [] : Members(XDocument.Parse(Encoding.UTF8.GetString(content)).Root!);

    private static JsonObject Members(XElement parent)
    {
        var members = new JsonObject();
        foreach (var group in parent.Elements().GroupBy(static element => element.Name.LocalName, StringComparer.Ordinal))
        {
            Json value = group.Key == "Buckets" ? new JsonArray(group.First().Elements().Select(Members))
                : Lists.Contains(group.Key, StringComparer.Ordinal) ? new JsonArray(group.Select(Members))
                : group.First().HasElements ? Members(group.First())
                : Value(group.Key, group.First().Value);
            members.Add(group.Key, value);
        }
        return members;
    }

    private static Json Value(string name, string text) => name switch
    {
        "Size" or "KeyCount" or "MaxKeys" => double.Parse(text, CultureInfo.InvariantCulture),
        "IsTruncated" => text == "true",
        "LastModified" or "CreationDate" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => text,
    };
}
