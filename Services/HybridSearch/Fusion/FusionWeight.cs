namespace EventAi.HybridSearch.Fusion;

/// <summary>
/// The sparse arm's weight for a collection that nobody has calibrated. A small embedding model grasps a sentence, but says little about a
/// page, so the weight grows with the length of what is indexed: from one half for sentences to 0.85 for passages; and a model that
/// does not speak the collection's language has little to add. Found with <c>./eventai bench retrieval DIR --calibrate</c>: the best
/// weight was 0.5 for banking77's queries (6 terms on average), 0.7 for sections of manuals, 0.85 to 0.95 for Cranfield's abstracts (90).
/// </summary>
public static class FusionWeight
{
    private const double ForSentences = 0.5;
    private const double ForPassages = 0.85;
    private const double ForForeignLanguage = 0.95;
    private const double SentenceTerms = 8;
    private const double PassageTerms = 50;

    /// <param name="averageTerms">Terms of an average text, stop words not counted.</param>
    /// <param name="modelKnowsLanguage">False where the embedding model was not trained on the collection's language.</param>
    public static double Suggest(double averageTerms, bool modelKnowsLanguage)
    {
        if (!modelKnowsLanguage)
        {
            return ForForeignLanguage;
        }

        var share = Math.Log(Math.Max(averageTerms, 1) / SentenceTerms) / Math.Log(PassageTerms / SentenceTerms);
        return ForSentences + ((ForPassages - ForSentences) * Math.Clamp(share, 0, 1));
    }
}
