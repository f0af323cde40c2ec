namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>
/// Weights and thresholds of the choice of sentences. The defaults are those that answer most of the calibration questions rightly and
/// admit ignorance most often where there is no answer: <c>./eventai bench ollama --calibrate</c> tries the others.
/// </summary>
internal sealed record ExtractiveSettings
{
    public static ExtractiveSettings Default { get; } = new();

    /// <summary>Weight of BM25 in a sentence's score; the embeddings' similarity has the rest.</summary>
    public double Bm25Weight { get; init; } = 0.6;

    /// <summary>A best sentence below this is no answer.</summary>
    public double AnswerThreshold { get; init; } = 0.4;

    /// <summary>Below this share of the question's words, in the sentence or its heading, likeness of the embeddings alone must convince.</summary>
    public double MinOverlap { get; init; } = 0.25;

    /// <summary>A similarity that convinces without shared words.</summary>
    public double ConvincingSimilarity { get; init; } = 0.72;

    /// <summary>Further sentences must come this near to the best one.</summary>
    public double RelativeThreshold { get; init; } = 0.8;

    /// <summary>BM25's k1: how soon a word's repetition stops to count.</summary>
    public double Saturation { get; init; } = 0.9;

    /// <summary>BM25's b: how far a long sentence's words count less.</summary>
    public double LengthNormalization { get; init; } = 0.2;
}
