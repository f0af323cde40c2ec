namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>The words of a text that carry its content: lower case, without English stop words, cut to a stem.</summary>
internal static class ContentWords
{
    private static readonly HashSet<string> Stop = new(
        ("a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from "
        + "further get give had has have having he her here hers him his how i if in into is it its itself just me more most my no nor not of off on once only or other our out over own per "
        + "please same she should so some such tell than that the their them then there these they this those through to too under until up us very was we were what when where which while "
        + "who whom whose why will with would you your explain describe much many long often exactly").Split(' '),
        StringComparer.Ordinal);

    public static HashSet<string> Of(string text) => [.. Counts(text).Keys];

    /// <summary>Each word and how often it occurs.</summary>
    public static Dictionary<string, int> Counts(string text)
    {
        Dictionary<string, int> words = new(StringComparer.Ordinal);
        var start = -1;
        for (var index = 0; index <= text.Length; index++)
        {
            var inside = index < text.Length && char.IsLetterOrDigit(text[index]);
            if (inside && IsIdeograph(text[index]))
            {
                Add(text, start, index, words);
                start = -1;
                Count(text[index].ToString(), words);
            }
            else if (inside)
            {
                start = start < 0 ? index : start;
            }
            else
            {
                Add(text, start, index, words);
                start = -1;
            }
        }

        return words;
    }

    /// <summary>Suffixes off, so that the forms of a word meet: stores, stored, storing; policy, policies; retry, retries.</summary>
    internal static string Stem(string word)
    {
        if (word.Length <= 3 || char.IsDigit(word[0]))
        {
            return word;
        }

        var stem = word;
        if (stem.EndsWith("ies", StringComparison.Ordinal))
        {
            stem = $"{stem[..^3]}y";
        }
        else if (stem.EndsWith("sses", StringComparison.Ordinal) || stem.EndsWith("xes", StringComparison.Ordinal) || stem.EndsWith("ches", StringComparison.Ordinal))
        {
            stem = stem[..^2];
        }
        else if (stem[^1] == 's' && stem[^2] is not ('s' or 'u' or 'i'))
        {
            stem = stem[..^1];
        }

        foreach (var suffix in (ReadOnlySpan<string>)["ational", "ation", "ing", "ment", "ness", "ion", "ity", "ed", "er", "or", "ly", "al"])
        {
            if (stem.Length >= suffix.Length + 3 && stem.EndsWith(suffix, StringComparison.Ordinal))
            {
                stem = stem[..^suffix.Length];
                if (stem.Length > 3 && stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'e'))
                {
                    stem = stem[..^1];
                }

                break;
            }
        }

        if (stem.Length >= 6 && stem.EndsWith("ate", StringComparison.Ordinal))
        {
            return stem[..^3];
        }

        stem = stem.Length >= 5 && stem.EndsWith("at", StringComparison.Ordinal) ? stem[..^2] : stem;
        return stem.Length > 3 && stem[^1] is 'e' or 'y' ? stem[..^1] : stem;
    }

    private static void Add(string text, int start, int end, Dictionary<string, int> words)
    {
        if (start < 0)
        {
            return;
        }

        var word = text[start..end].ToLowerInvariant();
        if (!Stop.Contains(word) && (word.Length > 1 || char.IsDigit(word[0])))
        {
            Count(Stem(word), words);
        }
    }

    private static void Count(string word, Dictionary<string, int> words) => words[word] = words.GetValueOrDefault(word) + 1;

    /// <summary>Scripts without spaces between words: each character counts as one.</summary>
    private static bool IsIdeograph(char character) => character is (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff');
}
