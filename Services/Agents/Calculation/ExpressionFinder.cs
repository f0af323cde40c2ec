using System.Text.RegularExpressions;

namespace EventAi.Agents.Calculation;

/// <summary>Finds arithmetic in a sentence: the longest run of numbers and operators that holds both; "3 % of 200" is a product.</summary>
public static partial class ExpressionFinder
{
    public static string? Find(string text)
        => Arithmetic().Matches(PercentOf().Replace(text, "${digit}% * "))
            .Select(static match => match.Value.Trim().TrimEnd('.', ','))
            .Where(static candidate => candidate.Any(char.IsAsciiDigit) && candidate.TrimStart('-').IndexOfAny(['+', '-', '*', '/', '%', '^', '×', '÷']) > 0)
            .MaxBy(static candidate => candidate.Length);

    [GeneratedRegex(@"[\d(\-.][\d\s+\-*/%^().,×÷]*[\d)%]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Arithmetic();

    [GeneratedRegex(@"(?<digit>\d)\s*(%|percent)\s+of\s+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PercentOf();
}
