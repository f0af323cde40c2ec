using System.Text.Json;
using System.Xml;

namespace EventAi.Emulators.Aws.Sqs.Query;

/// <summary>An answer of the AWS query protocol: the members of the JSON answer as XML, lists and maps flattened.</summary>
internal static class QueryAnswer
{
    private const string Namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    /// <summary>Members that are lists or maps: the element of each entry. Maps are those of attributes and tags.</summary>
    private static readonly Dictionary<string, string> Flattened = new(StringComparer.Ordinal)
    {
        ["QueueUrls"] = "QueueUrl",
        ["queueUrls"] = "QueueUrl",
        ["Messages"] = "Message",
        ["Attributes"] = "Attribute",
        ["MessageAttributes"] = "MessageAttribute",
        ["Tags"] = "Tag",
        ["Failed"] = "BatchResultErrorEntry",
    };

    /// <param name="call">The request.</param>
    /// <param name="operation">Its name.</param>
    /// <param name="json">The answer's members; null of an operation that has none.</param>
    public static Task WriteAsync(AwsCall call, string operation, byte[]? json) => WriteAsync(call, xml =>
    {
        xml.WriteStartElement(operation + "Response", Namespace);
        if (json is not null)
        {
            using var answer = JsonDocument.Parse(json);
            xml.WriteStartElement(operation + "Result");
            WriteMembers(xml, answer.RootElement, operation);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("ResponseMetadata");
        xml.WriteElementString("RequestId", call.Id);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    public static Task WriteErrorAsync(AwsCall call, AwsException error) => WriteAsync(call, xml =>
    {
        xml.WriteStartElement("ErrorResponse", Namespace);
        xml.WriteStartElement("Error");
        xml.WriteElementString("Type", error.Status < 500 ? "Sender" : "Receiver");
        xml.WriteElementString("Code", error.QueryCode ?? error.Code);
        xml.WriteElementString("Message", error.Message);
        xml.WriteElementString("Detail", "");
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", call.Id);
        xml.WriteEndElement();
    });

    private static Task WriteAsync(AwsCall call, Action<XmlWriter> write)
    {
        call.Response.Headers["x-amzn-RequestId"] = call.Id;
        return XmlAnswer.WriteAsync(call, "text/xml", write);
    }

    private static void WriteMembers(XmlWriter xml, JsonElement structure, string operation)
    {
        foreach (var member in structure.EnumerateObject())
        {
            var entry = Flattened.GetValueOrDefault(member.Name, $"{operation}ResultEntry");
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var value in member.Value.EnumerateArray())
                {
                    Write(xml, entry, value, operation);
                }
            }
            else if (Flattened.ContainsKey(member.Name))
            {
                WriteMap(xml, entry, member.Value, operation);
            }
            else
            {
                Write(xml, member.Name, member.Value, operation);
            }
        }
    }

    private static void WriteMap(XmlWriter xml, string entry, JsonElement map, string operation)
    {
        foreach (var member in map.EnumerateObject())
        {
            xml.WriteStartElement(entry);
            xml.WriteElementString(entry == "Tag" ? "Key" : "Name", member.Name);
            Write(xml, "Value", member.Value, operation);
            xml.WriteEndElement();
        }
    }

    private static void Write(XmlWriter xml, string name, JsonElement value, string operation)
    {
        xml.WriteStartElement(name);
        if (value.ValueKind == JsonValueKind.Object)
        {
            WriteMembers(xml, value, operation);
        }
        else
        {
            xml.WriteString(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
        }
        xml.WriteEndElement();
    }
}
