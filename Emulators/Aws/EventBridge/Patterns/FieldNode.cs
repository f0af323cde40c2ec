using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>The fields of one object of a pattern, all of which must match.</summary>
internal sealed class FieldNode
{
    private static readonly HashSet<string> OperatorNames =
        new(StringComparer.Ordinal) { "exists", "equals-ignore-case", "anything-but", "numeric", "cidr", "wildcard", "prefix", "suffix" };

    private readonly List<(string Name, FieldNode? Inner, List<IMatcher>? Matchers)> _fields = [];
    private readonly List<FieldNode> _alternatives = [];

    public static FieldNode Parse(JsonObject pattern)
    {
        if (pattern.Count == 0)
        {
            throw new PatternException("Empty objects are not allowed", pattern, PatternPlace.End);
        }
        var node = new FieldNode();
        foreach (var (name, value) in pattern)
        {
            if (name == "$or" && IsAlternatives(value))
            {
                node._alternatives.AddRange(((JsonArray)value).Select(static alternative => Parse((JsonObject)alternative)));
                continue;
            }
            switch (value)
            {
                case JsonObject inner:
                    node._fields.Add((name, Parse(inner), null));
                    break;
                case JsonArray { Count: 0 }:
                    throw new PatternException("Empty arrays are not allowed", value, PatternPlace.End);
                case JsonArray choices:
                    node._fields.Add((name, null, [.. choices.Select(Matchers.Parse)]));
                    break;
                default:
                    throw new PatternException($"\"{name}\" must be an object or an array", value);
            }
        }
        return node;
    }

    public bool Matches(Json? happened)
    {
        if (happened is JsonArray array)
        {
            // Objects within an array: all fields must match within the same one.
            return array.Any(Matches);
        }
        foreach (var (name, inner, matchers) in _fields)
        {
            var value = happened is JsonObject members ? Find(members, name, wantsObject: inner is not null) : null;
            if (inner is not null ? !inner.Matches(value ?? new JsonObject()) : !Holds(matchers!, value))
            {
                return false;
            }
        }
        return _alternatives.Count == 0 || _alternatives.Exists(alternative => alternative.Matches(happened));
    }

    private static bool Holds(List<IMatcher> matchers, Json? value)
    {
        if (value is JsonArray { Count: 0 })
        {
            return matchers.Exists(static matcher => matcher.Matches(null, isPresent: false));
        }
        if (value is JsonArray array)
        {
            return matchers.Exists(matcher => matcher.Matches(array, isPresent: true) || array.Any(item => item is not (JsonObject or JsonArray) && matcher.Matches(item, isPresent: true)));
        }
        // Neither an object nor an empty array is a leaf: for exists it is as if it were not there.
        var leaf = value is JsonObject ? null : value;
        return matchers.Exists(matcher => matcher.Matches(leaf, leaf is not null));
    }

    /// <summary>A field by its path: <c>a.b</c> is the member b of a, in the pattern as in the event.</summary>
    private static Json? Find(JsonObject members, string name, bool wantsObject)
    {
        if (members[name] is { } direct)
        {
            return direct;
        }
        if (wantsObject)
        {
            var below = new JsonObject();
            foreach (var (key, value) in members)
            {
                below.Add(key.StartsWith(name + ".", StringComparison.Ordinal) ? key[(name.Length + 1)..] : "", key.StartsWith(name + ".", StringComparison.Ordinal) ? value : null);
            }
            if (below.Count > 0)
            {
                return below;
            }
        }
        for (var dot = name.IndexOf('.'); dot > 0; dot = name.IndexOf('.', dot + 1))
        {
            if (members[name[..dot]] is JsonObject inner && Find(inner, name[(dot + 1)..], wantsObject) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    private static bool IsAlternatives(Json value)
        => value is JsonArray { Count: > 1 } choices
            && choices.All(static choice => choice is JsonObject { Count: > 0 } fields && !fields.Names.All(OperatorNames.Contains));
}
