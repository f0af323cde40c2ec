using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Array and higher-order functions.</summary>
internal static class ArrayLibrary
{
    public static void AddTo(AddFunction add)
    {
        add("count", "<a:n>", static (a, _, _) => (a[0] as JsonArray)?.Count ?? 0);
        add("append", "<xx:a>", static (a, _, _) => Append(a[0], a[1]));
        add("reverse", "<a:a>", static (a, _, _) => a[0] is JsonArray array ? new JsonArray(array.Reverse()) : null);
        add("shuffle", "<a:a>", static (a, _, evaluator) => a[0] is JsonArray array ? Shuffled(array, evaluator.Random) : null);
        add("distinct", "<x:x>", static (a, _, _) => a[0] is JsonArray { Count: > 1 } array ? (array is Sequence ? new Sequence(array.Distinct()) : new JsonArray(array.Distinct())) : a[0]);
        add("sort", "<af?:a>", Sort);
        add("zip", "<a+>", static (a, _, _) => Zip(a));
        add("map", "<af>", static (a, _, evaluator) => Many(a[0], (item, index, array) => evaluator.Apply(a[1], item, index, array)));
        add("filter", "<af>", static (a, _, evaluator) => Many(a[0], (item, index, array) => Truth.Of(evaluator.Apply(a[1], item, index, array)) ? item : null));
        add("single", "<af?>", Only);
        add("reduce", "<afj?:j>", Reduce);
    }

    /// <summary>Stable, and what the comparison throws comes out as it is.</summary>
    public static Json[] StableSort(IReadOnlyList<Json> items, Comparison<Json> compare) => Merged([.. items], (left, right) => compare(left, right) > 0);

    private static Json? Append(Json? left, Json? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }
        return new JsonArray((left as JsonArray ?? [left]).Concat(right as JsonArray ?? [right]));
    }

    private static JsonArray Shuffled(JsonArray array, Random random)
    {
        var items = array.ToArray();
        random.Shuffle(items);
        return new JsonArray(items);
    }

    private static Json? Sort(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0] is not JsonArray array)
        {
            return null;
        }
        if (array.Count <= 1)
        {
            return array;
        }
        if (a[1] is { } comparator)
        {
            return new JsonArray(Merged([.. array], (left, right) => Truth.Of(evaluator.Apply(comparator, left, right))));
        }
        if (!array.All(static item => item is JsonNumber) && !array.All(static item => item is JsonString))
        {
            throw new JsonataException("D3070", "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function");
        }
        return new JsonArray(StableSort(array, static (left, right) => left is JsonNumber number ? number.Value.CompareTo(right.AsNumber()!.Value) : string.CompareOrdinal(left.AsString(), right.AsString())));
    }

    /// <summary>A merge sort that needs to know only whether two items are in the wrong order, and bears a comparator that contradicts itself.</summary>
    private static Json[] Merged(Json[] items, Func<Json, Json, bool> swap)
    {
        if (items.Length <= 1)
        {
            return items;
        }
        var (left, right) = (Merged(items[..(items.Length / 2)], swap), Merged(items[(items.Length / 2)..], swap));
        var merged = new Json[items.Length];
        var (i, j) = (0, 0);
        for (var at = 0; at < merged.Length; at++)
        {
            merged[at] = j >= right.Length || (i < left.Length && !swap(left[i], right[j])) ? left[i++] : right[j++];
        }
        return merged;
    }

    private static Json Zip(Json?[] arguments)
    {
        var zipped = new JsonArray();
        var length = arguments.Length == 0 ? 0 : arguments.Min(static argument => (argument as JsonArray)?.Count ?? 0);
        for (var i = 0; i < length; i++)
        {
            zipped.Add(new JsonArray(arguments.Select(argument => ((JsonArray)argument!)[i])));
        }
        return zipped;
    }

    private static Json? Many(Json? value, Func<Json, Json, Json, Json?> select)
    {
        if (value is not JsonArray array)
        {
            return null;
        }
        var results = new Sequence();
        for (var i = 0; i < array.Count; i++)
        {
            if (select(array[i], i, array) is { } result)
            {
                results.Add(result);
            }
        }
        return results;
    }

    private static Json? Only(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0] is not JsonArray array)
        {
            return null;
        }
        var found = array.Where((item, index) => a[1] is null || Truth.Of(evaluator.Apply(a[1], item, index, array))).Take(2).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new JsonataException("D3139", "The $single() function expected exactly 1 matching result.  Instead it matched 0."),
            _ => throw new JsonataException("D3138", "The $single() function expected exactly 1 matching result.  Instead it matched more."),
        };
    }

    private static Json? Reduce(Json?[] a, Json? focus, Evaluator evaluator)
    {
        if (a[0] is not JsonArray array)
        {
            return null;
        }
        if (a[1] is FunctionValue { Arity: < 2 })
        {
            throw new JsonataException("D3050", "The second argument of reduce function must be a function with at least two arguments");
        }
        var start = a.Length > 2 && a[2] is not null ? 0 : 1;
        var result = start == 0 ? a[2] : array.Count > 0 ? array[0] : null;
        for (var i = start; i < array.Count; i++)
        {
            result = evaluator.Apply(a[1], result, array[i], i, array);
        }
        return result;
    }
}
