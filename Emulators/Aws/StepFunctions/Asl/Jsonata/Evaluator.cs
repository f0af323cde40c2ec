using System.Runtime.CompilerServices;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Evaluates a tree over an input. One evaluator serves one evaluation: it counts what it spends.</summary>
internal sealed partial class Evaluator(Random random, DateTimeOffset now)
{
    private const int MostSteps = 5_000_000;

    private int _steps;

    public Random Random { get; } = random;

    public DateTimeOffset Now { get; } = now;

    /// <returns>Null where the expression selects nothing.</returns>
    /// <exception cref="JsonataException">It fails, or takes too long or too deep a recursion.</exception>
    public Json? Evaluate(Node node, Json? input, Frame frame)
    {
        if (++_steps > MostSteps)
        {
            throw new JsonataException("D1002", "Expression evaluation timeout: Check for infinite loop");
        }
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new JsonataException("D1001", "Stack overflow error: Check for non-terminating recursive function");
        }
        var result = Core(node, input, frame);
        if (node.Predicates is not null)
        {
            foreach (var predicate in node.Predicates)
            {
                result = Filter(predicate.Left!, result, frame);
            }
        }
        if (node.Kind != NodeKind.Path && node.Group is not null)
        {
            result = Group(node.Group.Pairs, result, frame);
        }
        if (result is Sequence { IsTupleStream: false } sequence)
        {
            sequence.KeepSingleton |= node.KeepArray;
            return sequence.Count switch
            {
                0 => null,
                1 when !sequence.KeepSingleton => sequence[0],
                _ => sequence,
            };
        }
        return result;
    }

    private Json? Core(Node node, Json? input, Frame frame)
    {
        switch (node.Kind)
        {
            case NodeKind.Path:
                return Path(node, input, frame);
            case NodeKind.Binary:
                return Operators.Apply(this, node, input, frame);
            case NodeKind.Negation:
                return Evaluate(node.Left!, input, frame) switch
                {
                    null => null,
                    JsonNumber number => -number.Value,
                    var other => throw new JsonataException("D1002", $"Cannot negate a non-numeric value: {other.Text}"),
                };
            case NodeKind.Array:
                return ArrayOf(node, input, frame);
            case NodeKind.Object:
                return Group(node.Pairs, input, frame);
            case NodeKind.Name:
                return Lookup(input, node.Text);
            case NodeKind.Literal:
                return node.Value;
            case NodeKind.Wildcard:
                return Wildcard(input);
            case NodeKind.Descendant:
                return Descendants(input);
            case NodeKind.Parent:
                return frame[node.Slot!.Label];
            case NodeKind.Condition:
                return Truth.Of(Evaluate(node.Left!, input, frame))
                    ? Evaluate(node.Right!, input, frame)
                    : node.Third is null ? null : Evaluate(node.Third, input, frame);
            case NodeKind.Block:
                var inner = new Frame(frame);
                Json? last = null;
                foreach (var expression in node.Items)
                {
                    last = Evaluate(expression, input, inner);
                }
                return last;
            case NodeKind.Bind:
                var bound = Evaluate(node.Right!, input, frame);
                frame.Bind(node.Text, bound);
                return bound;
            case NodeKind.Regex:
                return Patterns.ToFunction(node.Regex!);
            case NodeKind.Call:
                return Call(node, input, frame, hasFirst: false, first: null);
            case NodeKind.Partial:
                return Partial(node, input, frame);
            case NodeKind.Variable:
                return Variable(node, input, frame);
            case NodeKind.Lambda:
                return Lambda(node, input, frame);
            case NodeKind.Apply:
                return Pipe(node, input, frame);
            case NodeKind.Transform:
                return new FunctionValue(1, (arguments, focus, evaluator) => evaluator.Transform(node, arguments.Length > 0 ? arguments[0] : null, frame));
            case NodeKind.Sort:
                return Sort(node, input as JsonArray ?? (input is null ? [] : [input]), frame);
            default:
                throw new JsonataException("S0500", $"Unknown expression type: {node.Kind}");
        }
    }

    public static Json? Lookup(Json? input, string name)
    {
        if (input is not JsonArray array)
        {
            return input is JsonTuple ? null : input?[name];
        }
        var found = new Sequence();
        foreach (var item in array)
        {
            Append(found, Lookup(item, name));
        }
        return found;
    }

    /// <summary>Adds a value, or an array's items.</summary>
    private static void Append(JsonArray to, Json? value)
    {
        switch (value)
        {
            case null:
                break;
            case JsonArray array:
                foreach (var item in array)
                {
                    to.Add(item);
                }
                break;
            default:
                to.Add(value);
                break;
        }
    }

    private static Json? Variable(Node node, Json? input, Frame frame)
        => node.Text.Length > 0 ? frame[node.Text] : input is Sequence { IsWrapper: true } wrapper ? wrapper[0] : input;

    private Json ArrayOf(Node node, Json? input, Frame frame)
    {
        var items = new JsonArray();
        foreach (var expression in node.Items)
        {
            var value = Evaluate(expression, input, frame);
            if (value is null)
            {
                continue;
            }
            if (expression.Kind == NodeKind.Array)
            {
                items.Add(value);
            }
            else
            {
                Append(items, value);
            }
        }
        return node.IsConstructor ? new ConstructedArray(items) : items;
    }

    private static Sequence Wildcard(Json? input)
    {
        var found = new Sequence();
        if (input is Sequence { IsWrapper: true, Count: > 0 } wrapper)
        {
            input = wrapper[0];
        }
        foreach (var value in Paths.WildcardStep.Children(input ?? Json.Null))
        {
            Append(found, value is JsonArray array ? Flatten(array, []) : value);
        }
        return found;
    }

    private static JsonArray Flatten(JsonArray array, JsonArray flat)
    {
        foreach (var item in array)
        {
            if (item is JsonArray inner)
            {
                Flatten(inner, flat);
            }
            else
            {
                flat.Add(item);
            }
        }
        return flat;
    }

    private Json? Descendants(Json? input)
    {
        if (input is null)
        {
            return null;
        }
        var found = new Sequence();
        Descend(input, found);
        return found.Count == 1 ? found[0] : found;
    }

    private void Descend(Json value, Sequence found)
    {
        if (value is not JsonArray)
        {
            found.Add(value);
        }
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack() || ++_steps > MostSteps)
        {
            throw new JsonataException("D1001", "Stack overflow error: Check for non-terminating recursive function");
        }
        foreach (var child in Paths.WildcardStep.Children(value))
        {
            Descend(child, found);
        }
    }
}
