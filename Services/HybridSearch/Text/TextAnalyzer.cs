using EventAi.HybridSearch.Stemming;

namespace EventAi.HybridSearch.Text;

/// <summary>A text's terms: words without those of its language that say nothing, cut to their stems. Thread-safe.</summary>
public sealed class TextAnalyzer
{
    /// <summary>The terms in their order. The language is detected where it is not given.</summary>
    public IReadOnlyList<string> Terms(string text, Language? language = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Tokenizer.Words(text).ToArray();
        var spoken = language ?? LanguageDetector.Detect(words);
        var stopWords = StopWords.Of(spoken);
        List<string> terms = new(words.Length);
        foreach (var word in words)
        {
            if (!stopWords.Contains(word))
            {
                var term = Stemmers.Stem(word, spoken);
                if (term.Length > 0)
                {
                    terms.Add(term);
                }
            }
        }

        return terms;
    }
}
