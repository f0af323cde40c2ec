using System.Text.RegularExpressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>Regular expressions, and functions that stand for them.</summary>
internal static class Patterns
{
    public static FunctionValue ToFunction(Regex regex)
        => new(1, (arguments, focus, evaluator) => arguments.Length > 0 && arguments[0]?.AsString() is { } text ? Described(regex.Match(text)) : null) { Regex = regex };

    /// <summary>All matches of a regular expression, or of a function that behaves like one.</summary>
    public static IEnumerable<(string Text, int Start, int End, Json Groups)> Matches(FunctionValue pattern, string text, Evaluator evaluator)
    {
        var next = evaluator.Apply(pattern, text);
        while (next is JsonObject found)
        {
            var value = found["match"]?.AsString() ?? throw NoMatch();
            if (value.Length == 0)
            {
                throw new JsonataException("D1004", "Regular expression matches zero length string");
            }
            yield return (value, (int)(found["start"]?.AsNumber() ?? 0), (int)(found["end"]?.AsNumber() ?? 0), found["groups"] ?? new JsonArray());
            next = evaluator.Apply(found["next"]);
        }
        if (Truth.Of(next))
        {
            throw NoMatch();
        }
    }

    private static JsonataException NoMatch() => new("T1010", "The matcher function argument passed to function does not return the correct object structure");

    private static Json? Described(Match match)
    {
        if (!match.Success)
        {
            return null;
        }
        if (match.Length == 0)
        {
            throw new JsonataException("D1004", "Regular expression matches zero length string");
        }
        return new JsonObject
        {
            { "match", match.Value },
            { "start", match.Index },
            { "end", match.Index + match.Length },
            { "groups", new JsonArray(match.Groups.Cast<Group>().Skip(1).Select(static group => (Json)group.Value)) },
            { "next", new FunctionValue(0, (arguments, focus, evaluator) => Described(match.NextMatch())) },
        };
    }
}
