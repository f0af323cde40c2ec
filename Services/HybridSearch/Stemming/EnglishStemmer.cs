using System.Collections.Frozen;

namespace EventAi.HybridSearch.Stemming;

/// <summary>Porter2, Snowball's stemmer for English, written from its description (snowballstem.org/algorithms/english).</summary>
internal static class EnglishStemmer
{
    private const string Vowels = "aeiouy";
    private const string LiEndings = "cdeghkmnrt";

    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["skis"] = "ski", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["idly"] = "idl", ["gently"] = "gentl", ["ugly"] = "ugli", ["early"] = "earli",
        ["only"] = "onli", ["singly"] = "singl", ["sky"] = "sky", ["news"] = "news", ["howe"] = "howe", ["atlas"] = "atlas", ["cosmos"] = "cosmos", ["bias"] = "bias", ["andes"] = "andes",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Finished = FrozenSet.Create(
        StringComparer.Ordinal, "inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed");

    private static readonly (string Ending, string Replacement)[] Step2Endings =
    [
        ("ational", "ate"), ("ization", "ize"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"),
        ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"),
        ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Ending, string Replacement)[] Step3Endings =
        [("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", "")];

    private static readonly string[] Step4Endings =
        ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

    /// <param name="word">Lower case.</param>
    public static string Stem(string word)
    {
        if (word.Length <= 2)
        {
            return word;
        }

        if (Irregular.TryGetValue(word, out var irregular))
        {
            return irregular;
        }

        var stem = MarkConsonantY(word.TrimStart('\''));
        var (first, second) = Regions(stem);
        stem = Step0(stem);
        stem = Step1A(stem);
        if (Finished.Contains(stem))
        {
            return stem;
        }

        stem = Step1C(Step1B(stem, first));
        stem = Step3(Step2(stem, first), first, second);
        stem = Step5(Step4(stem, second), first, second);
        return stem.Replace('Y', 'y');
    }

    private static bool IsVowel(char letter) => Vowels.Contains(letter, StringComparison.Ordinal);

    /// <summary>A y that begins the word or follows a vowel is a consonant, written Y.</summary>
    private static string MarkConsonantY(string word) => string.Create(word.Length, word, static (letters, source) =>
    {
        for (var index = 0; index < source.Length; index++)
        {
            letters[index] = source[index] == 'y' && (index == 0 || IsVowel(letters[index - 1])) ? 'Y' : source[index];
        }
    });

    /// <summary>Where R1 and R2 begin: after the first consonant that follows a vowel, and again after that.</summary>
    private static (int First, int Second) Regions(string word)
    {
        var first = 0;
        foreach (var prefix in (ReadOnlySpan<string>)["gener", "commun", "arsen"])
        {
            first = word.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : first;
        }

        first = first > 0 ? first : After(word, 0);
        return (first, After(word, first));
    }

    private static int After(string word, int start)
    {
        for (var index = start + 1; index < word.Length; index++)
        {
            if (!IsVowel(word[index]) && IsVowel(word[index - 1]))
            {
                return index + 1;
            }
        }

        return word.Length;
    }

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);

    private static string Step0(string word) => Ends(word, "'s'") ? word[..^3] : Ends(word, "'s") ? word[..^2] : Ends(word, "'") ? word[..^1] : word;

    private static string Step1A(string word)
    {
        if (Ends(word, "sses"))
        {
            return word[..^2];
        }

        if (Ends(word, "ied") || Ends(word, "ies"))
        {
            return word.Length > 4 ? word[..^2] : word[..^1];
        }

        return Ends(word, "s") && !Ends(word, "us") && !Ends(word, "ss") && word.AsSpan(0, Math.Max(0, word.Length - 2)).IndexOfAny(Vowels) >= 0 ? word[..^1] : word;
    }

    private static string Step1B(string word, int first)
    {
        foreach (var ending in (ReadOnlySpan<string>)["eedly", "eed"])
        {
            if (Ends(word, ending))
            {
                return word.Length - ending.Length >= first ? $"{word[..^ending.Length]}ee" : word;
            }
        }

        foreach (var ending in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
        {
            if (Ends(word, ending))
            {
                return word.AsSpan(0, word.Length - ending.Length).IndexOfAny(Vowels) < 0 ? word : Mended(word[..^ending.Length], first);
            }
        }

        return word;
    }

    /// <summary>hop(p)ing to hop, fil(e)ing to file, luxuriat(e)d to luxuriate.</summary>
    private static string Mended(string word, int first)
    {
        if (Ends(word, "at") || Ends(word, "bl") || Ends(word, "iz"))
        {
            return $"{word}e";
        }

        if (word.Length >= 2 && word[^1] == word[^2] && "bdfgmnprt".Contains(word[^1], StringComparison.Ordinal))
        {
            return word[..^1];
        }

        return first >= word.Length && EndsInShortSyllable(word) ? $"{word}e" : word;
    }

    private static bool EndsInShortSyllable(string word) => word.Length switch
    {
        2 => IsVowel(word[0]) && !IsVowel(word[1]),
        > 2 => !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'Y') && IsVowel(word[^2]) && !IsVowel(word[^3]),
        _ => false,
    };

    private static string Step1C(string word)
        => word.Length > 2 && word[^1] is 'y' or 'Y' && !IsVowel(word[^2]) ? $"{word[..^1]}i" : word;

    private static string Step2(string word, int first)
    {
        foreach (var (ending, replacement) in Step2Endings)
        {
            if (Ends(word, ending))
            {
                var start = word.Length - ending.Length;
                var allowed = start >= first && ending switch
                {
                    "ogi" => start > 0 && word[start - 1] == 'l',
                    "li" => start > 0 && LiEndings.Contains(word[start - 1], StringComparison.Ordinal),
                    _ => true,
                };
                return allowed ? string.Concat(word.AsSpan(0, start), replacement) : word;
            }
        }

        return word;
    }

    private static string Step3(string word, int first, int second)
    {
        foreach (var (ending, replacement) in Step3Endings)
        {
            if (Ends(word, ending))
            {
                var start = word.Length - ending.Length;
                return start >= (ending == "ative" ? second : first) ? string.Concat(word.AsSpan(0, start), replacement) : word;
            }
        }

        return word;
    }

    private static string Step4(string word, int second)
    {
        foreach (var ending in Step4Endings)
        {
            if (Ends(word, ending))
            {
                var start = word.Length - ending.Length;
                return start >= second && (ending != "ion" || (start > 0 && word[start - 1] is 's' or 't')) ? word[..start] : word;
            }
        }

        return word;
    }

    private static string Step5(string word, int first, int second)
    {
        var start = word.Length - 1;
        return word switch
        {
            [.., 'e'] when start >= second || (start >= first && !EndsInShortSyllable(word[..^1])) => word[..^1],
            [.., 'l', 'l'] when start >= second => word[..^1],
            _ => word,
        };
    }
}
