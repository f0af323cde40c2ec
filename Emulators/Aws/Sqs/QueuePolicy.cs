using System.Text.Json;
using System.Text.Json.Nodes;
using EventAi.Emulators.Aws.Sqs.State;

namespace EventAi.Emulators.Aws.Sqs;

/// <summary>The attribute Policy, statement by statement.</summary>
internal sealed class QueuePolicy(JsonObject document, JsonArray statements)
{
    private const string Attribute = "Policy";

    public JsonArray Statements { get; } = statements;

    public static QueuePolicy Read(SqsQueue queue)
    {
        var document = Parse(queue.Settings.Given.GetValueOrDefault(Attribute, "")) ?? new JsonObject { ["Version"] = "2008-10-17", ["Id"] = $"{queue.Arn}/SQSDefaultPolicy" };
        if (document["Statement"] is not JsonArray statements)
        {
            var single = document["Statement"]?.DeepClone();
            document["Statement"] = statements = single is null ? [] : [single];
        }
        return new QueuePolicy(document, statements);
    }

    public static string? LabelOf(JsonNode? statement) => (string?)statement?["Sid"];

    public static JsonNode OneOrMany(IEnumerable<string> values)
    {
        var nodes = values.Select(static value => (JsonNode)value!).ToArray();
        return nodes.Length == 1 ? nodes[0] : new JsonArray(nodes);
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null; // SetQueueAttributes keeps it as it comes
        }
    }

    /// <summary>Without statements there is no policy.</summary>
    public void Save(SqsState state, SqsQueue queue)
        => state.SetAttributes(queue, new Dictionary<string, string>(StringComparer.Ordinal) { [Attribute] = Statements.Count == 0 ? "" : document.ToJsonString() });
}
