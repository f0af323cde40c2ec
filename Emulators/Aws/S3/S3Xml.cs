using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace EventAi.Emulators.Aws.S3;

/// <summary>XML as S3 writes and reads it.</summary>
internal static class S3Xml
{
    public const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private const int LargestDocument = 2 * 1024 * 1024;

    private static readonly XmlReaderSettings Reading = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };

    public static Task WriteAsync(AwsCall call, Action<XmlWriter> write) => XmlAnswer.WriteAsync(call, "application/xml", xml =>
    {
        xml.WriteWhitespace("\n"); // as S3 does it
        write(xml);
    });

    /// <summary>The request's body as XML; null where it is empty.</summary>
    /// <exception cref="AwsException">MalformedXML, or what is wrong with the body itself.</exception>
    /// <param name="call">The request.</param>
    /// <param name="digestRequired">Whether the client must have given a digest of the body.</param>
    /// <param name="ofObject">Whether checksums in the headers are those of an object, not of the body.</param>
    public static async Task<XElement?> ReadAsync(S3Call call, bool digestRequired = false, bool ofObject = false)
    {
        using var text = new MemoryStream();
        await S3Payload.ReceiveAsync(call, bytes => text.Write(bytes), LargestDocument, lengthRequired: false, digestRequired, ofObject: ofObject);
        if (text.Length == 0)
        {
            return null;
        }
        try
        {
            text.Position = 0;
            using var reader = XmlReader.Create(text, Reading);
            return XDocument.Load(reader).Root;
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <summary>Children by local name: clients differ in whether they write the namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    public static string? Text(this XElement element, string name) => element.Children(name).FirstOrDefault()?.Value;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
