using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>Reads the alternatives of a field: values, and objects that name an operator.</summary>
internal static class Matchers
{
    public static IMatcher Parse(Json choice)
    {
        switch (choice)
        {
            case JsonArray:
                throw new PatternException("Arrays are not allowed within arrays", choice);
            case JsonObject operators:
                if (operators.Count != 1)
                {
                    throw new PatternException(operators.Count == 0 ? "Empty expression found" : "Only one key allowed in match expression", choice, PatternPlace.End);
                }
                var (name, operand) = operators.First();
                return Operator(name, operand);
            default:
                return new LeafMatcher(value => Same(choice, value));
        }
    }

    private static bool Same(Json wanted, Json value) => wanted.Equals(value);

    private static IMatcher Operator(string name, Json operand) => name switch
    {
        "exists" => new ExistsMatcher(operand.AsBoolean() ?? throw new PatternException("exists match pattern must be either true or false.", operand)),
        "prefix" => Leaf(Affix("prefix", operand, static (text, part, comparison) => text.StartsWith(part, comparison))),
        "suffix" => Leaf(Affix("suffix", operand, static (text, part, comparison) => text.EndsWith(part, comparison))),
        "equals-ignore-case" => Leaf(EqualsIgnoreCase(operand)),
        "wildcard" => Leaf(Wildcard(operand)),
        "numeric" => Leaf(NumericRange.Parse(operand)),
        "cidr" => Leaf(CidrRange.Parse(operand)),
        "anything-but" => AnythingBut(operand),
        _ => throw new PatternException($"Unrecognized match type {name}", operand),
    };

    private static LeafMatcher Leaf(Func<Json, bool> test) => new(test);

    private static Func<Json, bool> Affix(string name, Json operand, Func<string, string, StringComparison, bool> test)
    {
        if (operand is JsonObject { Count: 1 } inner && inner.First().Key == "equals-ignore-case")
        {
            var folded = inner.First().Value.AsString() ?? throw new PatternException("equals-ignore-case match pattern must be a string", inner.First().Value);
            return value => value.AsString() is { } text && test(text, folded, StringComparison.OrdinalIgnoreCase);
        }
        var part = operand.AsString() ?? throw new PatternException($"{name} match pattern must be a string", operand);
        return value => value.AsString() is { } text && test(text, part, StringComparison.Ordinal);
    }

    private static Func<Json, bool> EqualsIgnoreCase(Json operand)
    {
        var wanted = operand.AsString() ?? throw new PatternException("equals-ignore-case match pattern must be a string", operand);
        return value => string.Equals(value.AsString(), wanted, StringComparison.OrdinalIgnoreCase);
    }

    private static Func<Json, bool> Wildcard(Json operand)
    {
        var pattern = operand.AsString() ?? throw new PatternException("wildcard match pattern must be a string", operand);
        WildcardRules.Check(pattern, operand);
        return value => value.AsString() is { } text && StepFunctions.Asl.Choices.Wildcards.Match(pattern, text);
    }

    private static LeafMatcher AnythingBut(Json operand)
    {
        switch (operand)
        {
            case JsonString or JsonNumber:
                return Leaf(value => !Same(operand, value));
            case JsonArray { Count: 0 }:
                throw new PatternException("Empty arrays are not allowed", operand, PatternPlace.End);
            case JsonArray values:
                if (values.FirstOrDefault(static value => value is not (JsonString or JsonNumber)) is { } unfit)
                {
                    throw new PatternException("Inside anything but list, start|null|boolean is not supported.", unfit, isOfList: true);
                }
                return Leaf(value => !values.Any(wanted => Same(wanted, value)));
            case JsonObject { Count: 1 } inner:
                var (name, argument) = inner.First();
                try
                {
                    return AnythingBut(name, argument);
                }
                catch (PatternException problem) when (argument is JsonArray && problem.At is not null && !ReferenceEquals(problem.At, argument))
                {
                    throw new PatternException(problem.Message, problem.At, problem.Place, isOfList: true);
                }
            default:
                throw new PatternException("Value of anything-but must be an array or single string/number value.", operand);
        }
    }

    private static LeafMatcher AnythingBut(string name, Json argument)
    {
        var items = argument as JsonArray ?? [argument];
        if (argument is JsonArray { Count: 0 })
        {
            throw new PatternException("Empty arrays are not allowed", argument, PatternPlace.End);
        }
        foreach (var item in items)
        {
            if (name is "prefix" or "suffix")
            {
                if (item.AsString() is not { } text)
                {
                    throw new PatternException(item is JsonObject ? "Value of anything-but must be an array or single string/number value." : "prefix/suffix match pattern must be a string", item);
                }
                if (text.Length == 0)
                {
                    throw new PatternException("Null prefix/suffix not allowed", item, PatternPlace.Read);
                }
            }
            else if (name == "equals-ignore-case" && item is not JsonString)
            {
                throw new PatternException("Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.", item);
            }
        }
        Func<Json, bool>[] tests = name switch
        {
            "prefix" => [.. items.Select(static item => Affix("prefix", item, static (text, part, comparison) => text.StartsWith(part, comparison)))],
            "suffix" => [.. items.Select(static item => Affix("suffix", item, static (text, part, comparison) => text.EndsWith(part, comparison)))],
            "equals-ignore-case" => [.. items.Select(EqualsIgnoreCase)],
            "wildcard" => [.. items.Select(Wildcard)],
            _ => throw new PatternException("Value of anything-but must be an array or single string/number value.", argument),
        };
        return Leaf(value => !Array.Exists(tests, test => test(value)));
    }
}
