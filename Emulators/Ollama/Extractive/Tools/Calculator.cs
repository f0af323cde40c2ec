using System.Text.Json.Nodes;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>Calls of tools that calculate: one that takes an expression, or one that takes numbers and perhaps the operation.</summary>
internal static class Calculator
{
    private static readonly Dictionary<char, string[]> Words = new()
    {
        ['+'] = ["add", "sum", "plus", "addition"],
        ['-'] = ["subtract", "minus", "difference", "subtraction"],
        ['*'] = ["multiply", "times", "product", "multiplication"],
        ['/'] = ["divide", "quotient", "division"],
        ['^'] = ["power", "exponent", "exponentiate"],
        ['%'] = ["modulo", "remainder", "mod"],
    };

    /// <summary>Null where the tool cannot do this.</summary>
    public static JsonObject? Arguments(OfferedTool tool, Arithmetic asked)
    {
        var general = tool.Concerns("calculator", "calculate", "calculation", "math", "mathematical", "arithmetic", "expression", "evaluate", "compute");
        var fits = asked.Operation is { } operation && Array.Exists(Words[operation], word => tool.NameWords.Contains(ContentWords.Stem(word)));
        var other = Words.Where(entry => entry.Key != asked.Operation).Any(entry => Array.Exists(entry.Value, word => tool.NameWords.Contains(ContentWords.Stem(word))));
        if (!fits && (!general || other))
        {
            return null;
        }

        return WithNumbers(tool, asked) ?? WithExpression(tool, asked);
    }

    private static JsonObject? WithNumbers(OfferedTool tool, Arithmetic asked)
    {
        var numbers = tool.Parameters.Where(static parameter => parameter.IsNumber).ToArray();
        if (asked.Operation is not { } operation || numbers.Length != 2)
        {
            return null;
        }

        var arguments = new JsonObject();
        foreach (var parameter in tool.Parameters)
        {
            if (parameter.IsNumber)
            {
                arguments[parameter.Name] = Json(asked.Numbers[Array.IndexOf(numbers, parameter)]);
            }
            else if (Named(parameter, operation) is { } name)
            {
                arguments[parameter.Name] = name;
            }
            else if (parameter.Required)
            {
                return null;
            }
        }

        return arguments;
    }

    private static JsonObject? WithExpression(OfferedTool tool, Arithmetic asked)
    {
        var texts = tool.Parameters.Where(static parameter => parameter.IsText).ToArray();
        var target = Array.Find(texts, static parameter => parameter.IsNamed("expr", "formula", "calculation", "equation", "query", "input", "problem")) ?? texts.FirstOrDefault();
        return target is null || tool.Parameters.Any(parameter => parameter.Required && parameter != target) ? null : new JsonObject { [target.Name] = asked.Expression };
    }

    /// <summary>The operation as the parameter wants it: one of its choices, or its sign.</summary>
    private static string? Named(ToolParameter parameter, char operation)
    {
        string[] names = [operation.ToString(), .. Words[operation]];
        return parameter.Choices.Count > 0
            ? parameter.Choices.FirstOrDefault(choice => names.Contains(choice, StringComparer.OrdinalIgnoreCase))
            : parameter.IsText && parameter.IsNamed("op") ? names[0] : null;
    }

    /// <summary>Whole numbers without a fraction.</summary>
    internal static JsonNode Json(double number) => number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? JsonValue.Create((long)number) : JsonValue.Create(number);
}
