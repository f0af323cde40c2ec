using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <content>Calls, lambdas, chains and transforms.</content>
internal sealed partial class Evaluator
{
    private const int DeepestCall = 3000;

    private int _depth;

    /// <summary>Calls a function value from within a built-in one: with as many arguments as it takes.</summary>
    public Json? Apply(Json? function, params ReadOnlySpan<Json?> arguments)
    {
        if (function is not FunctionValue value)
        {
            throw new JsonataException("T1006", "Attempted to invoke a non-function");
        }
        return Invoke(value, [.. arguments[..Math.Min(arguments.Length, Math.Max(1, value.Arity))]], null);
    }

    private Json? Invoke(FunctionValue function, Json?[] arguments, Json? focus)
    {
        if (++_depth > DeepestCall)
        {
            throw new JsonataException("D1001", "Stack overflow error: Check for non-terminating recursive function");
        }
        try
        {
            return function.Invoke(arguments, focus, this);
        }
        finally
        {
            _depth--;
        }
    }

    private Json? Call(Node node, Json? input, Frame frame, bool hasFirst, Json? first)
    {
        var procedure = Evaluate(node.Left!, input, frame);
        if (procedure is not FunctionValue function)
        {
            throw procedure is null && node.Left is { Kind: NodeKind.Path, Items: [{ Kind: NodeKind.Name } name] } && frame[name.Text] is FunctionValue
                ? new JsonataException("T1005", $"Attempted to invoke a non-function. Did you mean ${name.Text}?")
                : new JsonataException("T1006", "Attempted to invoke a non-function");
        }
        var arguments = new List<Json?>(node.Items.Count + 1);
        if (hasFirst)
        {
            arguments.Add(first);
        }
        foreach (var argument in node.Items)
        {
            arguments.Add(Evaluate(argument, input, frame));
        }
        return Invoke(function, [.. arguments], input is Sequence { IsWrapper: true } wrapper ? wrapper[0] : input);
    }

    private FunctionValue Lambda(Node node, Json? input, Frame frame)
        => new(node.Items.Count, (arguments, focus, evaluator) =>
        {
            var inner = new Frame(frame);
            for (var i = 0; i < node.Items.Count; i++)
            {
                inner.Bind(node.Items[i].Text, i < arguments.Length ? arguments[i] : null);
            }
            return evaluator.Evaluate(node.Left!, input, inner);
        }, node.Signature);

    private FunctionValue Partial(Node node, Json? input, Frame frame)
    {
        var arguments = node.Items.ConvertAll(item => item.Kind == NodeKind.Placeholder ? null : Evaluate(item, input, frame));
        var open = Enumerable.Range(0, node.Items.Count).Where(index => node.Items[index].Kind == NodeKind.Placeholder).ToArray();
        var procedure = Evaluate(node.Left!, input, frame);
        if (procedure is not FunctionValue function)
        {
            throw procedure is null && node.Left is { Kind: NodeKind.Path, Items: [{ Kind: NodeKind.Name } name] } && frame[name.Text] is FunctionValue
                ? new JsonataException("T1007", $"Attempted to partially apply a non-function. Did you mean ${name.Text}?")
                : new JsonataException("T1008", "Attempted to partially apply a non-function");
        }
        return new FunctionValue(open.Length, (given, focus, evaluator) =>
        {
            var filled = arguments.ToArray();
            for (var i = 0; i < open.Length && i < given.Length; i++)
            {
                filled[open[i]] = given[i];
            }
            return evaluator.Invoke(function, filled, focus);
        });
    }

    private Json? Pipe(Node node, Json? input, Frame frame)
    {
        var left = Evaluate(node.Left!, input, frame);
        if (node.Right!.Kind == NodeKind.Call)
        {
            return Call(node.Right, input, frame, hasFirst: true, left);
        }
        if (Evaluate(node.Right, input, frame) is not FunctionValue right)
        {
            throw new JsonataException("T2006", "The right side of the function application operator ~> must be a function");
        }
        return left is FunctionValue inner
            ? new FunctionValue(1, (arguments, focus, evaluator) => evaluator.Invoke(right, [evaluator.Invoke(inner, arguments, focus)], focus))
            : Invoke(right, [left], null);
    }

    private Json? Transform(Node node, Json? value, Frame frame)
    {
        if (value is null)
        {
            return null;
        }
        if (value is not (JsonObject or JsonArray))
        {
            throw new JsonataException("T0410", "Argument 1 of function \"transform\" does not match function signature");
        }
        var copy = Copied(value);
        var matches = Evaluate(node.Left!, copy, frame);
        foreach (var match in matches is null ? [] : matches as JsonArray ?? [matches])
        {
            var update = Evaluate(node.Right!, match, frame);
            if (update is not null)
            {
                if (update is not JsonObject changes)
                {
                    throw new JsonataException("T2011", $"The insert/update clause of the transform expression must evaluate to an object: {update.Text}");
                }
                foreach (var (name, changed) in changes)
                {
                    (match as JsonObject)?.Add(name, changed);
                }
            }
            if (node.Third is not null && Evaluate(node.Third, match, frame) is { } deletions)
            {
                foreach (var name in deletions as JsonArray ?? [deletions])
                {
                    (match as JsonObject)?.Remove(name.AsString() ?? throw new JsonataException("T2012", $"The delete clause of the transform expression must evaluate to a string or array of strings: {deletions.Text}"));
                }
            }
        }
        return copy;
    }

    private static Json Copied(Json value)
    {
        switch (value)
        {
            case JsonArray array:
                return new JsonArray(array.Select(Copied));
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, member) in members)
                {
                    copy.Add(name, Copied(member));
                }
                return copy;
            default:
                return value;
        }
    }
}
