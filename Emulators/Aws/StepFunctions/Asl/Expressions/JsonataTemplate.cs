using EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>A string <c>{% … %}</c> of a JSONata state.</summary>
internal sealed class JsonataTemplate(JsonataExpression expression, string location) : ITemplate
{
    private readonly bool _wantsContext = expression.Text.Contains("context", StringComparison.Ordinal)
        || expression.Text.Replace("$states.", "", StringComparison.Ordinal).Contains("$states", StringComparison.Ordinal);

    public JsonataExpression Expression => expression;

    public string Location => location;

    public IEnumerable<string> References => expression.References().Where(static name => name != "states");

    /// <summary>Reads a value: any string within it may be an expression.</summary>
    /// <param name="location">Field of the state, e.g. <c>Output</c>.</param>
    /// <param name="problem">Told of expressions that cannot be read.</param>
    public static ITemplate Parse(Json value, string location, Action<string, string>? problem = null)
    {
        switch (value)
        {
            case JsonString text when IsExpression(text.Value):
                return Dynamic(text.Value, location, problem);
            case JsonObject members:
                var parsed = members.Select(member => (member.Key, Parse(member.Value, $"{location}/{member.Key}", problem))).ToList();
                return parsed.TrueForAll(static member => member.Item2 is LiteralTemplate) ? new LiteralTemplate(value) : new MemberTemplate(parsed);
            case JsonArray array:
                var items = array.Select((item, index) => Parse(item, $"{location}[{index}]", problem)).ToList();
                return items.TrueForAll(static item => item is LiteralTemplate) ? new LiteralTemplate(value) : new ItemTemplate(items);
            default:
                return new LiteralTemplate(value);
        }
    }

    public static bool IsExpression(string text) => text.StartsWith("{%", StringComparison.Ordinal) && text.EndsWith("%}", StringComparison.Ordinal) && text.Length >= 4;

    public Json Evaluate(Evaluation evaluation)
    {
        var value = EvaluateRaw(evaluation) ?? throw Failure("returned nothing (undefined).");
        return value.Kind == JsonKind.Function || HasFunction(value) ? throw Failure("returned an unsupported result type.") : value;
    }

    public StatesException Unexpected(string expected, Json value)
        => Failure($"returned an unexpected result type. Expected '{expected}', but was '{value.Kind.ToString().ToLowerInvariant()}' for value: {value.Text}");

    private static ITemplate Dynamic(string text, string location, Action<string, string>? problem)
    {
        try
        {
            return new JsonataTemplate(JsonataExpression.Parse(text[2..^2].Trim()), location);
        }
        catch (JsonataException exception) when (problem is not null)
        {
            problem(location, $"The JSONata expression '{text[2..^2].Trim()}' is invalid: {exception.Code} {exception.Message}");
            return new LiteralTemplate(Json.Null);
        }
    }

    private static bool HasFunction(Json value) => value switch
    {
        JsonArray array => array.Any(static item => item.Kind == JsonKind.Function || HasFunction(item)),
        JsonObject members => members.Any(static member => member.Value.Kind == JsonKind.Function || HasFunction(member.Value)),
        _ => false,
    };

    private Json? EvaluateRaw(Evaluation evaluation)
    {
        var states = new JsonObject { { "input", evaluation.Input }, { "result", evaluation.Result }, { "errorOutput", evaluation.ErrorOutput } };
        if (_wantsContext)
        {
            states.Add("context", evaluation.Context);
        }
        var variables = evaluation.Variables.Visible();
        variables["states"] = states;
        try
        {
            return expression.Evaluate(null, variables, evaluation.Random, evaluation.Now);
        }
        catch (JsonataException exception)
        {
            throw Failure($"threw an error during evaluation. {exception.Code}: {exception.Message}");
        }
    }

    private StatesException Failure(string how)
        => new(ErrorNames.QueryEvaluationError, $"The JSONata expression '{expression.Text}' specified for the field '{location}' {how}") { Location = location };
}
