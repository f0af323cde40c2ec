using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Object and boolean functions.</summary>
internal static class ObjectLibrary
{
    public static void AddTo(AddFunction add)
    {
        add("boolean", "<x-:b>", static (a, _, _) => Truth.Cast(a[0]));
        add("not", "<x-:b>", static (a, _, _) => Truth.Cast(a[0]) is { } truth ? !truth : null);
        add("exists", "<x:b>", static (a, _, _) => a[0] is not null);
        add("keys", "<x-:a<s>>", static (a, _, _) => new Sequence(Keys(a[0]).Distinct(StringComparer.Ordinal).Select(static name => (Json)name)));
        add("lookup", "<x-s:x>", static (a, _, _) => Evaluator.Lookup(a[0], a[1]!.AsString()!));
        add("spread", "<x-:a<o>>", static (a, _, _) => Spread(a[0]));
        add("merge", "<a<o>:o>", static (a, _, _) => a[0] is JsonArray objects ? Merge(objects) : null);
        add("each", "<o-f:a>", static (a, _, evaluator) => new Sequence((a[0] as JsonObject ?? []).Select(member => evaluator.Apply(a[1], member.Value, member.Key, a[0])).OfType<Json>()));
        add("sift", "<o-f?:o>", static (a, _, evaluator) => Sift(a[0] as JsonObject, a[1], evaluator));
        add("type", "<x:s>", static (a, _, _) => a[0] is { } value ? value.Kind.ToString().ToLowerInvariant() : null);
        add("error", "<s?:x>", static (a, _, _) => throw new JsonataException("D3137", a[0]?.AsString() ?? "$error() function evaluated"));
        add("assert", "<bs?:x>", static (a, _, _) => a[0]?.AsBoolean() == true ? null : throw new JsonataException("D3141", a[1]?.AsString() ?? "$assert() statement failed"));
    }

    private static IEnumerable<string> Keys(Json? value) => value switch
    {
        JsonObject members => members.Names,
        JsonArray array => array.SelectMany(Keys),
        _ => [],
    };

    private static Json? Spread(Json? value)
    {
        switch (value)
        {
            case JsonArray array:
                return new Sequence(array.Select(Spread).SelectMany(static item => item is JsonArray many ? many : item is null ? Enumerable.Empty<Json>() : [item]));
            case JsonObject members:
                return new Sequence(members.Select(static member => new JsonObject { { member.Key, member.Value } }));
            case FunctionValue:
                return "";
            default:
                return value;
        }
    }

    private static JsonObject Merge(JsonArray objects)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in objects.OfType<JsonObject>().SelectMany(static members => members))
        {
            merged.Add(name, value);
        }
        return merged;
    }

    private static Json? Sift(JsonObject? members, Json? predicate, Evaluator evaluator)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in members ?? [])
        {
            if (Truth.Of(evaluator.Apply(predicate, value, name, members)))
            {
                kept.Add(name, value);
            }
        }
        return kept.Count > 0 ? kept : null;
    }
}
