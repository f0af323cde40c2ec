namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>Makes changed copies of payloads; what is not on the way to the change is shared with the original.</summary>
internal static class PayloadEditor
{
    /// <summary>Sets the keys of <paramref name="changes"/> at the top, or, given a path, in the object there (made where it is missing).</summary>
    public static Payload Merge(Payload payload, Payload changes, IReadOnlyList<string> path)
        => Change(payload, path, 0, target =>
        {
            var merged = new Payload(target);
            foreach (var (key, value) in changes)
            {
                merged[key] = value;
            }
            return merged;
        });

    /// <summary>Without the value at <paramref name="path"/>; a path that leads nowhere changes nothing.</summary>
    public static Payload Remove(Payload payload, IReadOnlyList<string> path) => Remove(payload, path, 0);

    /// <summary>Only what the paths lead to.</summary>
    public static Payload Include(Payload payload, IReadOnlyList<PayloadPath> paths) => Filter(payload, paths, 0, include: true);

    /// <summary>All but what the paths lead to.</summary>
    public static Payload Exclude(Payload payload, IReadOnlyList<PayloadPath> paths) => Filter(payload, paths, 0, include: false);

    private static Payload Change(Payload payload, IReadOnlyList<string> path, int depth, Func<Payload, Payload> change)
    {
        if (depth == path.Count)
        {
            return change(payload);
        }
        var inner = payload.TryGetValue(path[depth], out var value) && value.Kind == PayloadKind.Object ? value.Object : Payload.Empty;
        return new Payload(payload) { [path[depth]] = PayloadValue.From(Change(inner, path, depth + 1, change)) };
    }

    private static Payload Remove(Payload payload, IReadOnlyList<string> path, int depth)
    {
        if (!payload.TryGetValue(path[depth], out var value))
        {
            return payload;
        }
        var copy = new Payload(payload);
        if (depth == path.Count - 1)
        {
            copy.Remove(path[depth]);
            return copy;
        }
        if (value.Kind != PayloadKind.Object)
        {
            return payload;
        }
        copy[path[depth]] = PayloadValue.From(Remove(value.Object, path, depth + 1));
        return copy;
    }

    private static Payload Filter(Payload payload, IReadOnlyList<PayloadPath> paths, int depth, bool include)
    {
        var kept = new Payload();
        foreach (var (key, value) in payload)
        {
            var through = paths.Where(path => path.PassesThrough(depth, key)).ToList();
            if (through.Count == 0)
            {
                if (!include)
                {
                    kept[key] = value;
                }
                continue;
            }
            if (through.Any(path => path.EndsAfter(depth)))
            {
                if (include)
                {
                    kept[key] = value;
                }
                continue;
            }
            Descend(kept, key, value, through, depth, include);
        }
        return kept;
    }

    private static void Descend(Payload kept, string key, in PayloadValue value, List<PayloadPath> paths, int depth, bool include)
    {
        if (value.Kind == PayloadKind.Object)
        {
            kept[key] = PayloadValue.From(Filter(value.Object, paths, depth + 1, include));
        }
        else if (value.Kind == PayloadKind.List && paths.All(path => path.IsEveryElement(depth + 1)))
        {
            kept[key] = PayloadValue.From([.. value.List.Select(element => element.Kind == PayloadKind.Object
                ? PayloadValue.From(Filter(element.Object, paths, depth + 2, include))
                : element)]);
        }
        else if (!include)
        {
            kept[key] = value;
        }
    }
}
