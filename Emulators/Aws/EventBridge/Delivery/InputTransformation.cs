using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Delivery;

/// <summary>What a target gets: the event, a part of it, a constant, or a template filled in (user guide, "Amazon EventBridge input transformation").</summary>
internal static partial class InputTransformation
{
    private static readonly string[] Reserved = ["aws.events.rule-arn", "aws.events.rule-name", "aws.events.event", "aws.events.event.json", "aws.events.event.ingestion-time"];

    /// <exception cref="AwsException">The transformer names what it does not define, or a path is none.</exception>
    public static void Check(JsonObject transformer, string targetId)
    {
        var template = transformer["InputTemplate"]?.AsString() ?? throw EventsErrors.Validation($"InputTemplate for target {targetId} must be specified.");
        var paths = transformer["InputPathsMap"] as JsonObject ?? [];
        foreach (var (name, path) in paths)
        {
            if (Parse(path.AsString()) is null)
            {
                throw EventsErrors.Validation($"InputPath for target {targetId} is invalid: {name}.");
            }
        }
        foreach (Match placeholder in Placeholder().Matches(template))
        {
            var name = placeholder.Groups["name"].Value;
            if (!paths.Has(name) && !Reserved.Contains(name, StringComparer.Ordinal))
            {
                throw EventsErrors.Validation($"InputTemplate for target {targetId} contains invalid placeholder {name}.");
            }
        }
    }

    /// <returns>Text of the message body.</returns>
    public static string Apply(Json target, JsonObject happened, string ruleArn, string ruleName, DateTimeOffset now)
    {
        if (target["Input"]?.AsString() is { } constant)
        {
            return constant;
        }
        if (target["InputPath"]?.AsString() is { } path)
        {
            return Parse(path)?.Evaluate(happened)?.Text ?? "{}";
        }
        if (target["InputTransformer"] is not JsonObject transformer)
        {
            return happened.Text;
        }
        var values = new Dictionary<string, Json?>(StringComparer.Ordinal)
        {
            ["aws.events.rule-arn"] = ruleArn,
            ["aws.events.rule-name"] = ruleName,
            ["aws.events.event"] = WithoutDetail(happened),
            ["aws.events.event.json"] = happened,
            ["aws.events.event.ingestion-time"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        foreach (var (name, given) in transformer["InputPathsMap"] as JsonObject ?? [])
        {
            values[name] = Parse(given.AsString())?.Evaluate(happened);
        }
        return Fill(transformer["InputTemplate"]!.AsString()!, values);
    }

    /// <summary>As AWS tells the event where its detail is left out: the type under another name, too.</summary>
    private static JsonObject WithoutDetail(JsonObject happened) => new()
    {
        { "id", happened["id"] }, { "account", happened["account"] }, { "detailType", happened["detail-type"] }, { "time", happened["time"] }, { "source", happened["source"] }, { "region", happened["region"] },
        { "resources", happened["resources"] }, { "version", happened["version"] },
    };

    private static string Fill(string template, Dictionary<string, Json?> values)
    {
        var trimmed = template.Trim();
        var isJson = trimmed.StartsWith('{') || trimmed.StartsWith('[');
        var filled = new StringBuilder();
        var inString = false;
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] == '\\' && inString && i + 1 < template.Length)
            {
                filled.Append(template, i++, 2);
                continue;
            }
            inString ^= template[i] == '"';
            if (template[i] == '<' && Placeholder().Match(template, i) is { Success: true } placeholder && placeholder.Index == i && values.TryGetValue(placeholder.Groups["name"].Value, out var value))
            {
                filled.Append(Written(value, inString, isJson));
                i += placeholder.Length - 1;
                continue;
            }
            filled.Append(template[i]);
        }
        return filled.ToString();
    }

    /// <summary>Within quotes a text goes without its own, and in a template of text an object or list without any; outside of them a JSON template takes the value as JSON.</summary>
    /// <exception cref="DeliveryFailure">An object or list would stand within the quotes of a JSON template.</exception>
    private static string Written(Json? value, bool inString, bool isJson)
    {
        if (value is null)
        {
            return inString || !isJson ? "" : "\"\"";
        }
        if (inString)
        {
            if (value is JsonObject or JsonArray)
            {
                return isJson
                    ? throw new DeliveryFailure("INVALID_JSON", "The input template makes no valid JSON of this event", isPermanent: true)
                    : value.Text.Replace("\"", "", StringComparison.Ordinal);
            }
            var text = value.AsString() ?? value.Text;
            return isJson ? ((Json)text).Text[1..^1] : text;
        }
        return isJson ? value.Text : value.AsString() ?? value.Text;
    }

    private static JsonPath? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonPath.Parse(text);
        }
        catch (PathSyntaxException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"<(?<name>[A-Za-z0-9_\-\.]+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
