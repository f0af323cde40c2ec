using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Paths;

/// <summary>
/// A JSONPath as Step Functions reads it: a definite path leads to one value or none, any other to the list of all that it
/// selects, which may be empty. Texts of a miss are those of the library that AWS uses (Jayway JsonPath).
/// </summary>
public sealed class JsonPath
{
    private readonly PathStep[] _steps;

    internal JsonPath(string text, IReadOnlyList<PathStep> steps)
    {
        Text = text;
        _steps = [.. steps];
        IsDefinite = _steps.All(static step => step.IsDefinite);
        IsReference = _steps.All(static step => step is NameStep or IndexStep { IsDefinite: true });
    }

    public string Text { get; }

    public bool IsDefinite { get; }

    /// <summary>Whether it is a reference path (names and indexes only), as ResultPath must be.</summary>
    public bool IsReference { get; }

    public bool IsRoot => _steps.Length == 0;

    internal IReadOnlyList<PathStep> Steps => _steps;

    /// <param name="text">From the dollar sign on.</param>
    /// <exception cref="PathSyntaxException">The text is no path.</exception>
    public static JsonPath Parse(string text) => new PathParser(text).Path();

    public Json? Evaluate(Json root) => Evaluate(root, out var unused);

    /// <returns>Null where nothing is there; <paramref name="miss"/> then says what is missing.</returns>
    public Json? Evaluate(Json root, out string? miss)
    {
        miss = null;
        if (IsDefinite)
        {
            return EvaluateDefinite(root, out miss);
        }
        List<Json> nodes = [root];
        foreach (var step in _steps)
        {
            if (step is FunctionStep function)
            {
                return function.Apply(new JsonArray(nodes));
            }
            var selected = new List<Json>();
            foreach (var node in nodes)
            {
                step.Select(node, root, selected);
            }
            nodes = selected;
        }
        return new JsonArray(nodes);
    }

    /// <summary>The document with <paramref name="value"/> put where this reference path leads; objects on the way are made.</summary>
    /// <returns>Null where a value on the way is neither object nor absent, or an index is not there.</returns>
    public Json? Put(Json root, Json value) => Put(root, value, 0);

    private Json? EvaluateDefinite(Json root, out string? miss)
    {
        miss = null;
        Json? node = root;
        var selected = new List<Json>(1);
        for (var i = 0; i < _steps.Length; i++)
        {
            selected.Clear();
            if (_steps[i] is NameStep name)
            {
                var member = node[name.Name];
                if (member is null)
                {
                    miss = i < _steps.Length - 1 && node is JsonObject
                        ? $"Missing property in path {Canonical(i + 1)}"
                        : node is JsonObject ? $"No results for path: {Canonical(i + 1)}" : $"Expected to find an object with property ['{name.Name}'] in path {Canonical(i)} but found '{Described(node)}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.";
                    return null;
                }
                node = member;
                continue;
            }
            _steps[i].Select(node, root, selected);
            if (selected.Count == 0)
            {
                miss = $"No results for path: {Canonical(i + 1)}";
                return null;
            }
            node = selected[0];
        }
        return node;
    }

    private static string Described(Json node) => node switch
    {
        JsonArray => "java.util.ArrayList",
        JsonString => "java.lang.String",
        JsonNumber => "java.lang.Number",
        JsonBoolean => "java.lang.Boolean",
        _ => "null",
    };

    private string Canonical(int steps)
        => "$" + string.Concat(_steps.Take(steps).Select(static step => step switch
        {
            NameStep name => $"['{name.Name}']",
            IndexStep index => $"[{index.Index}]",
            _ => "",
        }));

    private Json? Put(Json? node, Json value, int depth)
    {
        if (depth == _steps.Length)
        {
            return value;
        }
        switch (_steps[depth], node)
        {
            case (NameStep name, JsonObject members):
                return Put(members[name.Name], value, depth + 1) is { } inner ? members.With(name.Name, inner) : null;
            case (NameStep name, null or JsonNull):
                return Put(null, value, depth + 1) is { } made ? new JsonObject { { name.Name, made } } : null;
            case (IndexStep index, JsonArray array) when index.Index >= 0 && index.Index < array.Count:
                return Put(array[index.Index], value, depth + 1) is { } item
                    ? new JsonArray(array.Select((old, at) => at == index.Index ? item : old))
                    : null;
            default:
                return null;
        }
    }
}
