using System.Text;
using System.Xml;

namespace EventAi.Emulators.Aws;

/// <summary>Answers in XML, as S3 and the query protocol give them.</summary>
internal static class XmlAnswer
{
    // Keys and texts may hold characters that XML 1.0 has no form for, and carriage returns that a reader would take for ends of lines: both go as character references.
    private static readonly XmlWriterSettings Writing = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false, NewLineHandling = NewLineHandling.Entitize };

    public static async Task WriteAsync(AwsCall call, string contentType, Action<XmlWriter> write)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, Writing))
        {
            xml.WriteStartDocument();
            write(xml);
        }
        call.Response.ContentType = contentType;
        call.Response.ContentLength = body.Length;
        await call.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), call.Aborted);
    }
}
