using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>
/// A JSONata expression (docs.jsonata.org, version 2), read once and evaluated often. Not supported: $eval.
/// </summary>
public sealed class JsonataExpression
{
    private readonly Node _tree;

    private JsonataExpression(string text, Node tree) => (Text, _tree) = (text, tree);

    public string Text { get; }

    /// <exception cref="JsonataException">The text is no expression.</exception>
    public static JsonataExpression Parse(string text) => new(text, Parser.Parse(text));

    /// <param name="input">The context value; null for none.</param>
    /// <param name="variables">Values by name, without the dollar sign.</param>
    /// <param name="random">Source of $random, $uuid and $shuffle.</param>
    /// <param name="now">$now and $millis.</param>
    /// <returns>Null where nothing is selected. A function is a value of kind <see cref="JsonKind.Function"/>.</returns>
    /// <exception cref="JsonataException">The evaluation fails.</exception>
    public Json? Evaluate(Json? input, IEnumerable<KeyValuePair<string, Json>> variables, Random random, DateTimeOffset now)
    {
        var frame = new Frame(Library.Frame);
        if (input is JsonArray array and not Sequence)
        {
            input = new Sequence([array]) { IsWrapper = true };
        }
        frame.Bind("", input);
        frame.Bind("$", input);
        foreach (var (name, value) in variables)
        {
            frame.Bind(name, value);
        }
        try
        {
            var result = new Evaluator(random, now).Evaluate(_tree, input, frame);
            Check(result);
            return result;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("D1002", "Expression evaluation timeout: a regular expression takes too long");
        }
    }

    /// <summary>Names of the variables that the expression reads and does not define itself.</summary>
    public IReadOnlySet<string> References()
    {
        var (read, defined) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        Collect(_tree, read, defined);
        read.ExceptWith(defined);
        read.RemoveWhere(static name => name.Length == 0 || Library.Frame[name] is not null);
        return read;
    }

    /// <summary>There is no JSON for infinity; a number too large that was read (1e400) stays as it was written.</summary>
    private static void Check(Json? value)
    {
        switch (value)
        {
            case JsonNumber number when !double.IsFinite(number.Value) && !char.IsAsciiDigit(number.Written[^1]):
                throw JsonataException.OutOfRange(number.Value);
            case JsonArray array:
                foreach (var item in array)
                {
                    Check(item);
                }
                break;
            case JsonObject members:
                foreach (var (_, member) in members)
                {
                    Check(member);
                }
                break;
        }
    }

    private static void Collect(Node? node, HashSet<string> read, HashSet<string> defined)
    {
        if (node is null)
        {
            return;
        }
        switch (node.Kind)
        {
            case NodeKind.Variable:
                read.Add(node.Text);
                break;
            case NodeKind.Bind:
                defined.Add(node.Text);
                break;
            case NodeKind.Lambda:
                defined.UnionWith(node.Items.Select(static item => item.Text));
                break;
        }
        if (node.Focus is not null)
        {
            defined.Add(node.Focus);
        }
        if (node.IndexVariable is not null)
        {
            defined.Add(node.IndexVariable);
        }
        foreach (var child in new[] { node.Left, node.Right, node.Third, node.Group }.Concat(node.Items).Concat(node.Stages ?? []).Concat(node.Predicates ?? [])
            .Concat(node.Pairs.SelectMany(static pair => new[] { pair.Key, pair.Value })).Concat(node.Terms.Select(static term => term.Expression)))
        {
            Collect(child, read, defined);
        }
    }
}
