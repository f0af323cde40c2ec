using System.Text.RegularExpressions;
using EventAi.HybridSearch;
using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// Whether two questions whose vectors are alike ask the same. Vectors hardly tell "the Gold card" from "the Classic card": numbers and
/// negations must be the same, and where each has words of its own, none of them may be a word that the passages use.
/// </summary>
internal sealed partial class SameQuestion(Bm25Encoder encoder)
{
    public bool Is(string question, KeptAnswer kept, Language language)
    {
        if (!Numbers(question).SetEquals(Numbers(kept.Question)) || Negation().Count(question) != Negation().Count(kept.Question))
        {
            return false;
        }
        var (asked, before) = (encoder.EncodeQuery(question, language).Indices, encoder.EncodeQuery(kept.Question, language).Indices);
        var context = kept.Context.ToHashSet();
        var (added, left) = (asked.Except(before).Count(context.Contains), before.Except(asked).Count(context.Contains));
        return added == 0 || left == 0;
    }

    private static HashSet<string> Numbers(string text) => [.. Number().Matches(text).Select(static match => match.Value)];

    [GeneratedRegex(@"\d+([.,:]\d+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(not|no|never|without|nor|neither|except|cannot|nicht|kein\w*|ohne|nie)\b|n['’]t\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Negation();
}
