using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive.Tools;

/// <summary>The arithmetic that a request asks for in plain words or signs: "What is 12 * (3 + 4)?", "three plus one", "15% of 80".</summary>
/// <param name="Expression">With the signs + - * / ^ and brackets.</param>
/// <param name="Operation">The sign where it is one operation on two numbers, else null.</param>
/// <param name="Numbers">All numbers, in their order.</param>
internal sealed partial record Arithmetic(string Expression, char? Operation, IReadOnlyList<double> Numbers)
{
    private static readonly Dictionary<string, string> NumberWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = "0", ["one"] = "1", ["two"] = "2", ["three"] = "3", ["four"] = "4", ["five"] = "5", ["six"] = "6", ["seven"] = "7", ["eight"] = "8", ["nine"] = "9", ["ten"] = "10",
        ["eleven"] = "11", ["twelve"] = "12", ["thirteen"] = "13", ["fourteen"] = "14", ["fifteen"] = "15", ["sixteen"] = "16", ["seventeen"] = "17", ["eighteen"] = "18", ["nineteen"] = "19",
        ["twenty"] = "20", ["thirty"] = "30", ["forty"] = "40", ["fifty"] = "50", ["sixty"] = "60", ["seventy"] = "70", ["eighty"] = "80", ["ninety"] = "90", ["hundred"] = "100", ["thousand"] = "1000",
    };

    /// <summary>Null where the text asks for none.</summary>
    public static Arithmetic? Find(string text)
    {
        var digits = NumberWord().Replace(text, static match => NumberWords[match.Value]);
        digits = Dates().Replace(Thousands().Replace(digits, ""), " ");
        if (Phrase().Match(digits) is { Success: true } phrase)
        {
            var (verb, left, right) = (phrase.Groups["verb"].Value.ToLowerInvariant(), phrase.Groups["left"].Value, phrase.Groups["right"].Value);
            return verb switch
            {
                "add" or "sum" => Binary(left, '+', right),
                "multiply" or "product" => Binary(left, '*', right),
                "divide" or "quotient" => Binary(left, '/', right),
                "difference" => Binary(left, '-', right),
                _ => Binary(right, '-', left), // subtract 3 from 10
            };
        }

        if (Percentage().Match(digits) is { Success: true } share)
        {
            return Of($"{share.Groups["share"].Value} / 100 * {share.Groups["whole"].Value}");
        }

        if (Root().Match(digits) is { Success: true } root)
        {
            return Of($"sqrt({root.Groups["number"].Value})");
        }

        var signs = Operator().Replace(digits, static match => Sign(match.Value));
        var found = Expressions().Matches(signs).Select(static match => match.Value.Trim()).MaxBy(static match => match.Length);
        return found is null ? null : Of(Balanced(Spaces().Replace(found, " ")));
    }

    private static Arithmetic Binary(string left, char sign, string right) => Of($"{left} {sign} {right}");

    private static Arithmetic Of(string expression)
    {
        var numbers = Number().Matches(expression).Select(static match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
        char? operation = Single().Match(expression) is { Success: true } single ? single.Groups["sign"].Value[0] : null;
        return new Arithmetic(expression, operation, operation is null ? numbers : [.. Operands(expression, operation.Value)]);
    }

    /// <summary>The two numbers with their signs.</summary>
    private static IEnumerable<double> Operands(string expression, char sign)
    {
        var at = expression.IndexOf(sign, 1);
        yield return double.Parse(expression.AsSpan(0, at).Trim(), CultureInfo.InvariantCulture);
        yield return double.Parse(expression.AsSpan(at + 1).Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Brackets without a partner, which belong to the sentence, off.</summary>
    private static string Balanced(string expression)
    {
        while (expression.Count(static character => character == ')') > expression.Count(static character => character == '('))
        {
            expression = expression.Remove(expression.LastIndexOf(')'), 1);
        }

        while (expression.Count(static character => character == '(') > expression.Count(static character => character == ')'))
        {
            expression = expression.Remove(expression.IndexOf('(', StringComparison.Ordinal), 1);
        }

        return expression.Trim();
    }

    private static string Sign(string word) => word.Trim().ToLowerInvariant() switch
    {
        "plus" or "added to" => " + ",
        "minus" or "−" or "–" => " - ",
        "times" or "multiplied by" or "×" or "·" or "x" => " * ",
        "divided by" or "over" or "÷" or ":" => " / ",
        _ => " ^ ",
    };

    [GeneratedRegex(@"\b(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberWord();

    /// <summary>2024-01-05, 5/1/2024, 14:30: no arithmetic.</summary>
    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}:\d{2}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dates();

    /// <summary>The comma of 1,234.</summary>
    [GeneratedRegex(@"(?<=\d),(?=\d{3}(\D|$))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\b(?<verb>add|sum|multiply|product|divide|quotient|difference|subtract)\b(\s+(of|between|the|numbers?))*\s+(?<left>-?\d+(\.\d+)?)\s*(and|by|with|to|from|,|&)\s*(?<right>-?\d+(\.\d+)?)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phrase();

    [GeneratedRegex(@"(?<share>\d+(\.\d+)?)\s*(%|percent|per cent)\s+of\s+(?<whole>\d+(\.\d+)?)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Percentage();

    [GeneratedRegex(@"\b(square root of|sqrt)\s*\(?\s*(?<number>\d+(\.\d+)?)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Root();

    [GeneratedRegex(@"\b(plus|added to|minus|times|multiplied by|divided by|over|to the power of)\b|[−–×·÷]|\*\*|(?<=\d\s*)[x:](?=\s*\d)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Operator();

    [GeneratedRegex(@"(?<![\w.])[-(\s]*\d+(\.\d+)?\)*(\s*[-+*/^%]\s*[-(\s]*\d+(\.\d+)?\)*)+(?!\w)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expressions();

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"^-?\d+(\.\d+)?\s*(?<sign>[-+*/^%])\s*-?\d+(\.\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Single();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
