using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive.Formats;

/// <summary>What an answer holds for the fields of a schema: its text, citations, numbers, dates and names. Numbers and names go out one after another.</summary>
internal sealed partial class Evidence
{
    private readonly ExtractiveAnswer answer;
    private readonly Queue<double> numbers;
    private readonly Queue<string> names;

    public Evidence(ExtractiveAnswer answer)
    {
        this.answer = answer;
        var found = answer.Answered ? answer.Plain : "";
        numbers = new Queue<double>(Number().Matches(found).Select(static match => double.Parse(match.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)));
        var asked = ContentWords.Of(answer.Question);
        names = new Queue<string>(Name().Matches(found).Select(static match => match.Value).Where(name => !ContentWords.Of(name).IsSubsetOf(asked)).Distinct(StringComparer.Ordinal));
    }

    public bool Answered => answer.Answered;

    public string Question => answer.Question;

    public string Plain => answer.Plain;

    public IReadOnlyList<Statement> Statements => answer.Statements;

    public IEnumerable<int> Citations => answer.Citations;

    public double? NextNumber() => numbers.TryDequeue(out var number) ? number : null;

    public bool Negative => !Answered || Negation().IsMatch(answer.Plain);

    /// <summary>The text for a string field of this name.</summary>
    public string Text(string field)
    {
        if (Citing().IsMatch(field))
        {
            return string.Join(' ', Citations.Select(static number => $"[{number}]"));
        }

        if (!Answered || Answering().IsMatch(field))
        {
            return answer.Text;
        }

        if (field.Contains("question", StringComparison.OrdinalIgnoreCase) || field.Contains("query", StringComparison.OrdinalIgnoreCase))
        {
            return Question;
        }

        return names.TryDequeue(out var name) ? name : answer.Plain;
    }

    /// <summary>The first date, as ISO 8601 writes it; null where there is none.</summary>
    public string? Date() => Answered && IsoDate().Match(answer.Plain) is { Success: true } date ? date.Value : null;

    public static bool IsCiting(string field) => Citing().IsMatch(field);

    [GeneratedRegex(@"(?<![\w.])-?\d{1,3}(,\d{3})+(\.\d+)?|(?<![\w.])-?\d+(\.\d+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    /// <summary>Words in capitals that do not begin a sentence.</summary>
    [GeneratedRegex(@"(?<=[\p{Ll}\d,;:)]\s+)\p{Lu}[\p{L}\d'’.-]*\w(\s+\p{Lu}[\p{L}\d'’.-]*\w)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(not|no|never|none|cannot|can't|isn't|aren't|doesn't|don't|won't|must not|nobody|nothing)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negation();

    [GeneratedRegex("cit|source|refer", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Citing();

    [GeneratedRegex("answer|response|reply|text|content|summary|explanation|reason|message|description|result|quote|statement|sentence|conclusion|evidence", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Answering();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IsoDate();
}
