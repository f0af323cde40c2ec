using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <content>Paths: steps, filters, tuples, sorting and grouping.</content>
internal sealed partial class Evaluator
{
    private Json? Path(Node node, Json? input, Frame frame)
    {
        var steps = node.Items;
        IReadOnlyList<Json?> current = input is JsonArray array && steps[0].Kind != NodeKind.Variable ? array : new Json?[] { input };
        Json? result = null;
        Sequence? tuples = null;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            if (i == 0 && step.IsConstructor)
            {
                result = Evaluate(step, input, frame);
            }
            else if (step.IsTuple || tuples is not null)
            {
                tuples = TupleStep(step, current, tuples, frame);
                continue;
            }
            else
            {
                result = Step(step, current, frame, i == steps.Count - 1);
            }
            if (result is null or JsonArray { Count: 0 })
            {
                break;
            }
            current = result as JsonArray ?? [result];
        }
        return Finish(node, result, tuples, frame);
    }

    private Json? Finish(Node node, Json? result, Sequence? tuples, Frame frame)
    {
        if (tuples is not null)
        {
            if (node.Group is not null)
            {
                return Group(node.Group.Pairs, tuples, frame);
            }
            result = node.IsTuple ? tuples : new Sequence(tuples.Cast<JsonTuple>().Select(static tuple => tuple.Item).OfType<Json>());
        }
        // An array of the input stays one in any case; what a step around this one makes of it must not be a sequence.
        if (node.KeepSingleton && result is not null && (result is Sequence or ConstructedArray || result.Kind != JsonKind.Array))
        {
            result = result as Sequence ?? new Sequence([result]);
            ((Sequence)result).KeepSingleton = true;
        }
        return node.Group is not null ? Group(node.Group.Pairs, result, frame) : result;
    }

    private Json? Step(Node step, IReadOnlyList<Json?> input, Frame frame, bool isLast)
    {
        if (step.Kind == NodeKind.Sort)
        {
            Json? sorted = Sort(step, input as JsonArray ?? new Sequence(input.OfType<Json>()), frame);
            return Staged(step, sorted, frame);
        }
        var results = new List<Json>();
        foreach (var item in input)
        {
            if (Staged(step, Evaluate(step, item, frame), frame) is { } value)
            {
                results.Add(value);
            }
        }
        if (isLast && results.Count == 1 && results[0] is JsonArray only and not Sequence)
        {
            return only;
        }
        var flat = new Sequence();
        foreach (var value in results)
        {
            if (value is JsonArray and not ConstructedArray)
            {
                Append(flat, value);
            }
            else
            {
                flat.Add(value);
            }
        }
        return flat;
    }

    private Json? Staged(Node step, Json? value, Frame frame)
    {
        foreach (var stage in step.Stages ?? [])
        {
            value = stage.Kind == NodeKind.Filter ? Filter(stage.Left!, value, frame) : Numbered(stage.Text, value);
        }
        return value;
    }

    private static Json? Numbered(string variable, Json? value)
    {
        for (var i = 0; i < (value as JsonArray)?.Count; i++)
        {
            ((JsonTuple)((JsonArray)value)[i]).Values[variable] = i;
        }
        return value;
    }

    private Sequence TupleStep(Node step, IReadOnlyList<Json?> input, Sequence? tuples, Frame frame)
    {
        if (step.Kind == NodeKind.Sort)
        {
            var sorted = tuples is not null
                ? new Sequence(Sort(step, tuples, frame)) { IsTupleStream = true }
                : new Sequence(Sort(step, input as JsonArray ?? new Sequence(input.OfType<Json>()), frame).Select((item, index) =>
                {
                    var values = new Dictionary<string, Json>(StringComparer.Ordinal) { ["@"] = item };
                    if (step.IndexVariable is not null)
                    {
                        values[step.IndexVariable] = index;
                    }
                    return (Json)new JsonTuple(values);
                })) { IsTupleStream = true };
            return (Sequence)(Staged(step, sorted, frame) ?? sorted);
        }
        var result = new Sequence { IsTupleStream = true };
        var from = tuples?.Cast<JsonTuple>() ?? input.Select(JsonTuple.Of);
        foreach (var tuple in from)
        {
            var value = Evaluate(step, tuple.Item, Bound(frame, tuple));
            if (value is null)
            {
                continue;
            }
            var items = value as JsonArray ?? [value];
            for (var i = 0; i < items.Count; i++)
            {
                var values = new Dictionary<string, Json>(tuple.Values, StringComparer.Ordinal);
                if (items[i] is JsonTuple inner)
                {
                    foreach (var (name, bound) in inner.Values)
                    {
                        values[name] = bound;
                    }
                }
                else if (step.Focus is not null)
                {
                    values[step.Focus] = items[i];
                    if (tuple.Item is { } context)
                    {
                        values["@"] = context;
                    }
                }
                else
                {
                    values["@"] = items[i];
                }
                if (step.IndexVariable is not null)
                {
                    values[step.IndexVariable] = i;
                }
                if (step.Ancestor is not null && tuple.Item is { } parent)
                {
                    values[step.Ancestor.Label] = parent;
                }
                result.Add(new JsonTuple(values));
            }
        }
        return Staged(step, result, frame) as Sequence ?? new Sequence { IsTupleStream = true };
    }

    private static Frame Bound(Frame frame, JsonTuple tuple)
    {
        var bound = new Frame(frame);
        foreach (var (name, value) in tuple.Values)
        {
            bound.Bind(name, value);
        }
        return bound;
    }

    private Json? Filter(Node predicate, Json? input, Frame frame)
    {
        if (input is null)
        {
            return null;
        }
        var isStream = input is Sequence { IsTupleStream: true };
        var items = input as JsonArray ?? new Sequence([input]);
        var kept = new Sequence { IsTupleStream = isStream };
        if (predicate is { Kind: NodeKind.Literal, Value: JsonNumber literal })
        {
            var index = Math.Floor(literal.Value);
            index = index < 0 ? items.Count + index : index;
            if (index >= 0 && index < items.Count)
            {
                if (items[(int)index] is JsonArray array && !isStream)
                {
                    return array;
                }
                kept.Add(items[(int)index]);
            }
            return kept;
        }
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var value = item is JsonTuple tuple && isStream ? Evaluate(predicate, tuple.Item, Bound(frame, tuple)) : Evaluate(predicate, item, frame);
            if (Indexes(value) is { } indexes)
            {
                if (indexes.Any(index => (index < 0 ? Math.Floor(index) + items.Count : Math.Floor(index)).Equals(i)))
                {
                    kept.Add(item);
                }
            }
            else if (Truth.Of(value))
            {
                kept.Add(item);
            }
        }
        return kept;
    }

    private static IEnumerable<double>? Indexes(Json? value) => value switch
    {
        JsonNumber number => [number.Value],
        JsonArray { Count: > 0 } array when array.All(static item => item is JsonNumber) => array.Select(static item => ((JsonNumber)item).Value),
        _ => null,
    };

    private JsonArray Sort(Node node, JsonArray input, Frame frame)
    {
        int Compare(Json left, Json right)
        {
            foreach (var (expression, descending) in node.Terms)
            {
                var a = left is JsonTuple first ? Evaluate(expression, first.Item, Bound(frame, first)) : Evaluate(expression, left, frame);
                var b = right is JsonTuple second ? Evaluate(expression, second.Item, Bound(frame, second)) : Evaluate(expression, right, frame);
                if (a is null || b is null)
                {
                    if (a is null && b is null)
                    {
                        continue;
                    }
                    return a is null ? 1 : -1;
                }
                if (a is not (JsonNumber or JsonString) || b is not (JsonNumber or JsonString))
                {
                    throw new JsonataException("T2008", "The expressions within an order-by clause must evaluate to numeric or string values");
                }
                if (a.Kind != b.Kind)
                {
                    throw new JsonataException("T2007", $"Type mismatch when comparing values {a.Text} and {b.Text} in order-by clause");
                }
                var order = a is JsonNumber number ? number.Value.CompareTo(b.AsNumber()!.Value) : string.CompareOrdinal(a.AsString(), b.AsString());
                if (order != 0)
                {
                    return descending ? -order : order;
                }
            }
            return 0;
        }

        return new Sequence(ArrayLibrary.StableSort(input, Compare)) { IsTupleStream = input is Sequence { IsTupleStream: true } };
    }

    private Json Group(List<(Node Key, Node Value)> pairs, Json? input, Frame frame)
    {
        var isStream = input is Sequence { IsTupleStream: true };
        IReadOnlyList<Json?> items = input is JsonArray array ? array : new[] { input };
        if (items.Count == 0)
        {
            items = new Json?[] { null };
        }
        var groups = new Dictionary<string, (List<Json?> Items, int Pair)>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var item in items)
        {
            var tuple = isStream ? item as JsonTuple : null;
            var surroundings = tuple is null ? frame : Bound(frame, tuple);
            for (var i = 0; i < pairs.Count; i++)
            {
                var key = Evaluate(pairs[i].Key, tuple is null ? item : tuple.Item, surroundings);
                if (key is null)
                {
                    continue;
                }
                if (key is not JsonString name)
                {
                    throw new JsonataException("T1003", $"Key in object structure must evaluate to a string; got: {key.Text}");
                }
                if (!groups.TryGetValue(name.Value, out var group))
                {
                    groups.Add(name.Value, ([item], i));
                    order.Add(name.Value);
                }
                else if (group.Pair != i)
                {
                    throw new JsonataException("D1009", $"Multiple key definitions evaluate to same key: {key.Text}");
                }
                else
                {
                    group.Items.Add(item);
                }
            }
        }
        var result = new JsonObject();
        foreach (var name in order)
        {
            var (members, pair) = groups[name];
            result.Add(name, isStream ? Reduced(members, pairs[pair].Value, frame) : Evaluate(pairs[pair].Value, Joined(members), frame));
        }
        return result;
    }

    private static Json? Joined(List<Json?> items)
    {
        if (items.Count == 1)
        {
            return items[0];
        }
        var joined = new Sequence();
        foreach (var item in items)
        {
            Append(joined, item);
        }
        return joined;
    }

    private Json? Reduced(List<Json?> tuples, Node value, Frame frame)
    {
        var bound = new Frame(frame);
        var names = tuples.Cast<JsonTuple>().SelectMany(static tuple => tuple.Values.Keys).Distinct(StringComparer.Ordinal);
        Json? item = null;
        foreach (var name in names)
        {
            var joined = Joined([.. tuples.Cast<JsonTuple>().Where(tuple => tuple.Values.ContainsKey(name)).Select(tuple => tuple.Values[name])]);
            bound.Bind(name, joined);
            item = name == "@" ? joined : item;
        }
        return Evaluate(value, item, bound);
    }
}
