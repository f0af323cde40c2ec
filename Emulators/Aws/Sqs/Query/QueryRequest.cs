using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EventAi.Emulators.Aws.Sqs.Query;

/// <summary>
/// A request of the AWS query protocol, which SDKs spoke to SQS until 2023 and others still do: a form (or a query) with the operation in <c>Action</c>, the queue in the path, lists and
/// maps flattened with a number for each entry (<c>Attribute.1.Name</c>). Source: Amazon SQS API reference, "Common parameters", and Smithy, "AWS query protocol".
/// </summary>
internal static class QueryRequest
{
    private const string FormType = "application/x-www-form-urlencoded";

    private enum Shape
    {
        List,
        NameAndValue,
        KeyAndValue,
    }

    /// <summary>Flattened members by their names on the wire: those in JSON, and what they hold.</summary>
    private static readonly Dictionary<string, (string Member, Shape Shape)> Flattened = new(StringComparer.Ordinal)
    {
        ["AttributeName"] = ("AttributeNames", Shape.List),
        ["MessageAttributeName"] = ("MessageAttributeNames", Shape.List),
        ["MessageSystemAttributeName"] = ("MessageSystemAttributeNames", Shape.List),
        ["TagKey"] = ("TagKeys", Shape.List),
        ["AWSAccountId"] = ("AWSAccountIds", Shape.List),
        ["ActionName"] = ("Actions", Shape.List),
        ["SendMessageBatchRequestEntry"] = ("Entries", Shape.List),
        ["DeleteMessageBatchRequestEntry"] = ("Entries", Shape.List),
        ["ChangeMessageVisibilityBatchRequestEntry"] = ("Entries", Shape.List),
        ["Attribute"] = ("Attributes", Shape.NameAndValue),
        ["MessageAttribute"] = ("MessageAttributes", Shape.NameAndValue),
        ["MessageSystemAttribute"] = ("MessageSystemAttributes", Shape.NameAndValue),
        ["Tag"] = ("Tags", Shape.KeyAndValue),
    };

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "DelaySeconds", "VisibilityTimeout", "WaitTimeSeconds", "MaxNumberOfMessages", "MaxNumberOfMessagesPerSecond", "MaxResults",
    };

    /// <summary>Whether a request is one of this protocol, by what can be seen before its body is read.</summary>
    public static bool Is(AwsCall call)
        => call.Operation.Length == 0 && (call.Request.ContentType?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) == true || call.Target.Has("Action"));

    /// <returns>The operation, and its input in JSON.</returns>
    /// <exception cref="AwsException">MalformedInput.</exception>
    public static (string Operation, byte[] Input) Read(AwsCall call, byte[] body)
    {
        var root = new Node();
        var form = RequestTarget.ParseQuery(Encoding.UTF8.GetString(body)) ?? throw SqsErrors.Serialization("The form is malformed.");
        foreach (var (name, value) in call.Target.Query.Concat(form))
        {
            root.Add(name, value);
        }
        var operation = root.Take("Action") ?? "";
        if (call.Target.Path.Length > 1)
        {
            root.Members.TryAdd("QueueUrl", new Node { Text = call.Target.Path });
        }
        var json = new ArrayBufferWriter<byte>(body.Length + 256);
        using (var writer = new Utf8JsonWriter(json))
        {
            WriteStructure(writer, root, operation);
        }
        return (operation, json.WrittenSpan.ToArray());
    }

    private static void WriteStructure(Utf8JsonWriter json, Node node, string operation)
    {
        json.WriteStartObject();
        foreach (var (name, child) in node.Members)
        {
            if (!Flattened.TryGetValue(name, out var kind))
            {
                json.WritePropertyName(name);
                WriteScalar(json, name, child.Text ?? "");
                continue;
            }
            // CreateQueue is the one operation whose model has the name in lower case.
            json.WritePropertyName(kind.Shape == Shape.KeyAndValue && operation == "CreateQueue" ? "tags" : kind.Member);
            if (kind.Shape == Shape.List)
            {
                WriteList(json, child, operation);
            }
            else
            {
                WriteMap(json, child, kind.Shape == Shape.NameAndValue ? "Name" : "Key", operation);
            }
        }
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, Node list, string operation)
    {
        json.WriteStartArray();
        foreach (var entry in list.Entries())
        {
            if (entry.Text is { } text)
            {
                json.WriteStringValue(text);
            }
            else
            {
                WriteStructure(json, entry, operation);
            }
        }
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, Node map, string key, string operation)
    {
        json.WriteStartObject();
        foreach (var entry in map.Entries())
        {
            json.WritePropertyName(entry.Take(key) ?? throw SqsErrors.Serialization($"An entry lacks its {key}."));
            if (entry.Members.GetValueOrDefault("Value") is { Text: null } value)
            {
                WriteStructure(json, value, operation);
            }
            else
            {
                json.WriteStringValue(entry.Take("Value") ?? "");
            }
        }
        json.WriteEndObject();
    }

    private static void WriteScalar(Utf8JsonWriter json, string name, string text)
    {
        if (Numbers.Contains(name) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(text);
        }
    }

    /// <summary>What the dots of names make: a tree.</summary>
    private sealed class Node
    {
        public string? Text { get; set; }

        public Dictionary<string, Node> Members { get; } = new(StringComparer.Ordinal);

        public void Add(string path, string value)
        {
            var node = this;
            foreach (var name in path.Split('.', count: 8))
            {
                node = node.Members.TryGetValue(name, out var member) ? member : node.Members[name] = new Node();
            }
            node.Text = value;
        }

        /// <summary>A member's text, which is then no member any more.</summary>
        public string? Take(string name) => Members.Remove(name, out var member) ? member.Text : null;

        /// <summary>In the order of their numbers; an entry that is the only one needs none.</summary>
        public IEnumerable<Node> Entries() => Members.Keys.Any(static name => char.IsAsciiDigit(name[0]))
            ? Members.Where(static member => int.TryParse(member.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderBy(static member => int.Parse(member.Key, CultureInfo.InvariantCulture)).Select(static member => member.Value)
            : [this];
    }
}
