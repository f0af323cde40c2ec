using System.Xml.Linq;

namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>The four switches of a bucket's public access block, as a document.</summary>
internal static class PublicAccessBlock
{
    private static readonly string[] Switches = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];

    /// <summary>What S3 answers of a new bucket.</summary>
    public static string Everything { get; } = Document(static _ => "true").ToString(SaveOptions.DisableFormatting);

    /// <summary>With every switch, as S3 answers it.</summary>
    /// <exception cref="AwsException">MalformedXML.</exception>
    public static XElement Normalized(XElement document)
        => document.HasElements && document.Elements().All(static element => Switches.Contains(element.Name.LocalName, StringComparer.Ordinal) && element.Value.ToUpperInvariant() is "TRUE" or "FALSE")
            ? Document(name => document.Text(name)?.ToLowerInvariant() ?? "false")
            : throw S3Errors.MalformedXml();

    private static XElement Document(Func<string, string> value)
    {
        XNamespace space = S3Xml.Namespace;
        return new XElement(space + "PublicAccessBlockConfiguration", Switches.Select(name => new XElement(space + name, value(name))));
    }
}
