using System.Collections.Concurrent;
using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// What the operations of some services answer, as their public API models say: TestState holds a mocked result against it (API reference, MockInput, fieldValidationMode). Read from Responses/*.txt when it is asked
/// for: first the operations with the shape that each answers, then the shapes. A member is <c>Name:type</c>, with <c>!</c> before it where it is required; a type is <c>s</c>, <c>n</c>, <c>b</c> (text, number, boolean), with
/// <c>(least..most)</c> for the length or value, <c>e(one|other)</c>, <c>[type]</c>, <c>{type}</c> (a map) or <c>@Shape</c>. Names are those that Step Functions gives the members.
/// </summary>
internal sealed class ResponseShapes
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["sqs"] = "sqs", ["events"] = "events", ["states"] = "stepfunctions", ["lambda"] = "lambda", ["dynamodb"] = "dynamodb", ["sns"] = "sns",
        ["aws-sdk:sqs"] = "sqs", ["aws-sdk:eventbridge"] = "events", ["aws-sdk:sfn"] = "stepfunctions", ["aws-sdk:lambda"] = "lambda", ["aws-sdk:dynamodb"] = "dynamodb", ["aws-sdk:sns"] = "sns",
        ["aws-sdk:s3"] = "s3", ["aws-sdk:kms"] = "kms", ["aws-sdk:secretsmanager"] = "secretsmanager",
    };

    private static readonly ConcurrentDictionary<string, ResponseShapes> Read = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _operations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, bool IsRequired, string Type)[]> _shapes = new(StringComparer.Ordinal);

    private ResponseShapes(TextReader lines)
    {
        while (lines.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }
            if (line.IndexOf(" = ", StringComparison.Ordinal) is var equals && equals < 0)
            {
                var parts = line.Split(' ');
                _operations[parts[0]] = parts[1];
                continue;
            }
            _shapes[line[..equals]] =
            [
                .. line[(equals + 3)..].Split(' ').Select(static member =>
                {
                    var colon = member.IndexOf(':', StringComparison.Ordinal);
                    var isRequired = member[0] == '!';
                    return (member[(isRequired ? 1 : 0)..colon], isRequired, member[(colon + 1)..]);
                }),
            ];
        }
    }

    /// <summary>What is wrong with a result of a service integration.</summary>
    /// <param name="resource">What would have been called.</param>
    /// <param name="result">What stands for its answer.</param>
    /// <param name="isStrict">Whether what is required must be there.</param>
    /// <returns>Null where nothing is, or nothing is known of the service.</returns>
    public static string? Problem(TaskResource resource, Json result, bool isStrict)
    {
        // A callback may report anything.
        if (resource.Kind != TaskKind.Service || resource.WaitsForToken || !Files.TryGetValue(resource.Service, out var file))
        {
            return null;
        }
        var shapes = Read.GetOrAdd(file, static name => new ResponseShapes(new StreamReader(typeof(ResponseShapes).Assembly.GetManifestResourceStream($"responses.{name}")!)));
        // A job is told by what asks for its state.
        var operation = resource.WaitsForJob && resource.Action == "startExecution" ? "describeExecution" : resource.Action;
        if (!shapes._operations.TryGetValue(operation, out var shape) || (resource.WaitsForJob && operation == resource.Action))
        {
            return null;
        }
        return result is JsonObject members ? shapes.OfObject(shape, members, isStrict, textsMayBeDocuments: resource.Operation.EndsWith(":2", StringComparison.Ordinal)) : null;
    }

    private string? OfObject(string shape, JsonObject members, bool isStrict, bool textsMayBeDocuments = false)
    {
        foreach (var (name, isRequired, type) in _shapes.GetValueOrDefault(shape, []))
        {
            var value = members[name];
            if (value is null or JsonNull)
            {
                if (isRequired && isStrict)
                {
                    return $"Required field '{name}' is missing";
                }
            }
            else if (!(textsMayBeDocuments && name is "Input" or "Output") && OfValue(name, type, value, isStrict) is { } problem)
            {
                return problem;
            }
        }
        return null;
    }

    private string? OfValue(string name, string type, Json value, bool isStrict) => type[0] switch
    {
        '@' => value is JsonObject members ? OfObject(type[1..], members, isStrict) : $"Field '{name}' must be an object",
        '[' => value is JsonArray items ? items.Select(item => OfValue(name, type[1..^1], item, isStrict)).FirstOrDefault(static problem => problem is not null) : $"Field '{name}' must be an array",
        '{' => value is JsonObject map ? map.Select(member => OfValue(member.Key, type[1..^1], member.Value, isStrict)).FirstOrDefault(static problem => problem is not null) : $"Field '{name}' must be an object",
        'b' => value is JsonBoolean ? null : $"Field '{name}' must be a boolean",
        'e' => value.AsString() is not { } text ? $"Field '{name}' must be a string" : type[2..^1].Split('|').Contains(text, StringComparer.Ordinal) ? null : $"Field '{name}' is not an expected value",
        'n' => value.AsNumber() is not { } number ? $"Field '{name}' must be a number"
            : number < Limit(type, 0) ? $"Field '{name}' is less than the minimum value"
            : number > Limit(type, 1) ? $"Field '{name}' exceeds the maximum value" : null,
        _ => value.AsString() is not { } written ? $"Field '{name}' must be a string"
            : written.Length < Limit(type, 0) ? $"Field '{name}' is smaller than the minimum length"
            : written.Length > Limit(type, 1) ? $"Field '{name}' exceeds the maximum length" : null,
    };

    /// <summary>The least (0) or the most (1) of a type; null, which nothing is smaller or greater than, where it has none.</summary>
    private static double? Limit(string type, int which)
        => type.Length > 1 && type[2..^1].Split("..")[which] is { Length: > 0 } limit ? double.Parse(limit, CultureInfo.InvariantCulture) : null;
}
