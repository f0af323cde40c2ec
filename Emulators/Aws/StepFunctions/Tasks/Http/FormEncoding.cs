using System.Net;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks.Http;

/// <summary>A JSON body as a form (developer guide, "Call HTTPS APIs in Step Functions workflows", URL encoding of the request body).</summary>
internal static class FormEncoding
{
    /// <param name="body">Usually an object.</param>
    /// <param name="arrays">INDICES, REPEAT, COMMAS or BRACKETS.</param>
    public static string Write(Json body, string arrays)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in body as JsonObject ?? throw new TaskFailure("States.Runtime", "A RequestBody that is to be URL-encoded must be a JSON object"))
        {
            Add(pairs, Encoded(name), value, arrays);
        }
        return string.Join('&', pairs);
    }

    private static void Add(List<string> pairs, string name, Json value, string arrays)
    {
        switch (value)
        {
            case JsonObject members:
                foreach (var (inner, innerValue) in members)
                {
                    Add(pairs, $"{name}[{Encoded(inner)}]", innerValue, arrays);
                }
                break;
            case JsonArray items when arrays == "COMMAS" && items.All(static item => item is not (JsonArray or JsonObject)):
                pairs.Add($"{name}={string.Join(',', items.Select(static item => Encoded(item.AsString() ?? item.Text)))}");
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Add(pairs, arrays switch { "REPEAT" or "COMMAS" => name, "BRACKETS" => name + "[]", _ => $"{name}[{i}]" }, items[i], arrays);
                }
                break;
            default:
                pairs.Add($"{name}={(value is JsonNull ? "" : Encoded(value.AsString() ?? value.Text))}");
                break;
        }
    }

    private static string Encoded(string text) => WebUtility.UrlEncode(text);
}
