using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>Reads conditions of JSONPath Choice states.</summary>
internal static class ConditionReader
{
    private static readonly string[] Joins = ["And", "Or", "Not"];
    private static readonly string[] Others = ["Next", "Comment", "Assign", "Variable"];

    /// <returns>Null where it is not as it must be; that is reported.</returns>
    public static ICondition? Read(FieldReader fields, bool isOutermost)
    {
        if (!isOutermost && fields.Has("Next"))
        {
            fields.Report("Next", "Field 'Next' is only supported in a top-level rule");
        }
        string[] operators = [.. fields.Definition.Names.Except(Others, StringComparer.Ordinal)];
        if (operators.Length != 1)
        {
            fields.Reader.Report(fields.Location, operators.Length == 0 ? "A choice rule must have a comparison operator" : $"Only one comparison operator is allowed, found: [{string.Join(", ", operators)}]");
            return null;
        }
        var name = operators[0];
        return Joins.Contains(name, StringComparer.Ordinal) ? Joined(fields, name) : Compared(fields, name);
    }

    private static JoinedCondition? Joined(FieldReader fields, string name)
    {
        var conditions = new List<ICondition>();
        var given = name == "Not" ? fields[name] is JsonObject inner ? new JsonArray { inner } : null : fields[name] as JsonArray;
        if (given is not { Count: > 0 })
        {
            fields.Report(name, name == "Not" ? "Expected value of type Object" : "Expected value of type Array with at least one rule");
            return null;
        }
        for (var i = 0; i < given.Count; i++)
        {
            var place = name == "Not" ? name : $"{name}[{i}]";
            if (given[i] is JsonObject rule)
            {
                if (Read(new FieldReader(fields.Reader, rule, $"{fields.Location}/{place}", isJsonata: false), isOutermost: false) is { } condition)
                {
                    conditions.Add(condition);
                }
            }
            else
            {
                fields.Report(place, "Expected value of type Object");
            }
        }
        return conditions.Count == given.Count ? new JoinedCondition(name, conditions) : null;
    }

    private static ComparedCondition? Compared(FieldReader fields, string name)
    {
        var byPath = name.EndsWith("Path", StringComparison.Ordinal);
        if (Comparators.Find(byPath ? name[..^4] : name) is not { } comparator || (byPath && !comparator.HasPath))
        {
            fields.Report(name, $"Field '{name}' is not supported");
            return null;
        }
        if (!fields.Has("Variable"))
        {
            fields.Reader.Report(fields.Location, "These fields are required: [Variable]");
            return null;
        }
        if (fields.Path("Variable") is not { } variable)
        {
            return null;
        }
        if (byPath)
        {
            return fields.Path(name) is { } path ? new ComparedCondition(variable, comparator, null, path) : null;
        }
        var value = fields[name]!;
        var fits = comparator.Expected switch
        {
            "String" => value is JsonString,
            "Number" => value is JsonNumber,
            "Boolean" => value is JsonBoolean,
            _ => Timestamps.Parse(value.AsString()) is not null,
        };
        if (!fits)
        {
            fields.Report(name, $"Expected value of type {comparator.Expected}");
            return null;
        }
        return new ComparedCondition(variable, comparator, value, null);
    }
}
