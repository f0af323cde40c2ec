using System.Globalization;
using System.Text;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>
/// Names of the variables that states assign (developer guide, "Passing data between states with variables"): identifiers of
/// Unicode of at most 80 characters, not the reserved one, and none of an inner scope that an outer scope assigns, too.
/// </summary>
internal sealed class AssignCheck(DefinitionReader reader)
{
    private const int LongestName = 80;
    private const string Reserved = "states";

    private static readonly HashSet<string> Nothing = new(StringComparer.Ordinal);

    /// <param name="block">The object that holds StartAt and States.</param>
    /// <param name="location">Where it is.</param>
    public void Check(JsonObject block, string location) => Check(block, location, Nothing);

    private void Check(JsonObject block, string location, HashSet<string> outer)
    {
        if (block["States"] is not JsonObject states)
        {
            return;
        }
        var visible = new HashSet<string>(outer, StringComparer.Ordinal);
        foreach (var (state, definition) in states)
        {
            foreach (var (name, place) in Assigned(definition, $"{location}/States/{state}"))
            {
                CheckName(name, place, outer);
                visible.Add(name);
            }
        }
        foreach (var (state, definition) in states)
        {
            foreach (var (inner, place) in Inner(definition, $"{location}/States/{state}"))
            {
                // The items of a distributed Map are executions of their own: they see nothing of what is around them.
                Check(inner, place, inner["ProcessorConfig"]?["Mode"]?.AsString() == "DISTRIBUTED" ? Nothing : visible);
            }
        }
    }

    private void CheckName(string name, string location, HashSet<string> outer)
    {
        if (name == Reserved)
        {
            reader.Report(location, $"The variable name '{name}' is reserved");
        }
        else if (name.Length > LongestName || !IsIdentifier(name))
        {
            reader.Report(location, $"The variable name '{name}' must be a Unicode identifier of 1 to {LongestName} characters");
        }
        else if (outer.Contains(name))
        {
            reader.Report(location, $"The variable '{name}' is assigned in an outer scope: an inner scope cannot assign it");
        }
    }

    private static IEnumerable<(string Name, string Location)> Assigned(Json state, string location)
    {
        var holders = new[] { (state, location) }
            .Concat((state["Catch"] as JsonArray ?? []).Select((catcher, index) => (catcher, $"{location}/Catch[{index}]")))
            .Concat((state["Choices"] as JsonArray ?? []).Select((rule, index) => (rule, $"{location}/Choices[{index}]")));
        foreach (var (holder, place) in holders)
        {
            foreach (var name in (holder["Assign"] as JsonObject)?.Names ?? [])
            {
                yield return (name.EndsWith(".$", StringComparison.Ordinal) ? name[..^2] : name, $"{place}/Assign");
            }
        }
    }

    private static IEnumerable<(JsonObject Block, string Location)> Inner(Json state, string location)
        => (state["Branches"] as JsonArray ?? []).Select((branch, index) => (branch, $"{location}/Branches[{index}]"))
            .Concat(new[] { "ItemProcessor", "Iterator" }.Where(field => state[field] is not null).Select(field => (state[field]!, $"{location}/{field}")))
            .Where(static inner => inner.Item1 is JsonObject).Select(static inner => ((JsonObject)inner.Item1, inner.Item2));

    private static bool IsIdentifier(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        return runes.Length > 0 && IsStart(runes[0]) && runes.All(static rune => IsStart(rune) || Continues(rune));
    }

    private static bool IsStart(Rune rune) => Rune.IsLetter(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.LetterNumber;

    private static bool Continues(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber
        or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
