using System.Text.RegularExpressions;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>What form an answer must have where the question says so: "how many" wants a number, "when" a time.</summary>
internal static partial class QuestionKind
{
    /// <summary>Null where the question asks for no certain form; otherwise whether the sentence has it.</summary>
    public static bool? Fits(string question, string sentence)
    {
        if (Quantity().IsMatch(question))
        {
            return Number().IsMatch(sentence);
        }

        if (Time().IsMatch(question))
        {
            return Number().IsMatch(sentence) || TimeWord().IsMatch(sentence);
        }

        return Person().IsMatch(question) ? Name().IsMatch(sentence) : null;
    }

    [GeneratedRegex(@"\b(how (many|much|long|often|large|big|fast|high|far|old)|what (percentage|number|size|price|port)|which port)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\b(when|what (year|date|day|time))\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex(@"\bwho(m|se)?\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Person();

    [GeneratedRegex(@"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|hundred|thousand|million|once|twice|half|daily|weekly|monthly|hourly|every)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(after|before|until|during|once|as soon as|when|whenever|every|daily|weekly|monthly|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|midnight|noon|immediately)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeWord();

    /// <summary>A capital inside the sentence, or a word for people.</summary>
    [GeneratedRegex(@"(?<=\w[\w,]* )[A-Z]\w+|\b(team|owner|manager|officer|customer|user|operator|admin\w*|engineer\w*|group|department|company|author)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
