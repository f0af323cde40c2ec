using EventAi.Emulators.Aws.StepFunctions.Asl.Paths;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;

/// <summary>A path into the input (<c>$.a</c>), the context object (<c>$$.Execution.Id</c>) or a variable (<c>$name.a</c>).</summary>
internal sealed class PathExpression
{
    private readonly JsonPath _path;
    private readonly bool _context;

    private PathExpression(string text, JsonPath path, bool context, string? variable)
        => (Text, _path, _context, Variable) = (text, path, context, variable);

    public string Text { get; }

    /// <summary>Name of the variable it begins with; null for input and context object.</summary>
    public string? Variable { get; }

    public JsonPath Path => _path;

    public bool IsContext => _context;

    /// <exception cref="PathSyntaxException">The text is no path.</exception>
    public static PathExpression Parse(string text)
    {
        var expression = ParsePrefix(text, 0, out var end);
        return end == text.Length ? expression : throw new PathSyntaxException($"Unexpected '{text[end]}' at position {end} of path '{text}'");
    }

    /// <summary>Reads a path at a position of a longer text.</summary>
    public static PathExpression ParsePrefix(string text, int at, out int end)
    {
        if (at >= text.Length || text[at] != '$')
        {
            throw new PathSyntaxException("Reference path must begin with '$'");
        }
        var root = at + 1;
        var context = root < text.Length && text[root] == '$';
        string? variable = null;
        if (context)
        {
            root++;
        }
        else if (root < text.Length && (char.IsLetter(text[root]) || text[root] == '_'))
        {
            while (root < text.Length && (char.IsLetterOrDigit(text[root]) || text[root] == '_'))
            {
                root++;
            }
            variable = text[(at + 1)..root];
        }
        var parser = new PathParser(text, root);
        var steps = parser.Steps();
        end = parser.End;
        return new PathExpression(text[at..end], new JsonPath("$" + text[root..end], steps), context, variable);
    }

    /// <returns>Null where nothing is there.</returns>
    public Json? Find(Evaluation evaluation, out string? miss)
    {
        var root = _context ? evaluation.Context : Variable is null ? evaluation.Input : evaluation.Variables[Variable];
        if (root is null)
        {
            miss = $"No results for path: $['{Variable}']";
            return null;
        }
        return _path.Evaluate(root, out miss);
    }

    /// <exception cref="StatesException">Nothing is there.</exception>
    public Json Get(Evaluation evaluation)
        => Find(evaluation, out var miss) ?? throw new StatesException(ErrorNames.Runtime, $"Invalid path '{Text}' : {miss}");
}
