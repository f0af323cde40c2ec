using System.ComponentModel.DataAnnotations;

namespace EventAi.Embedding;

/// <summary>Section <c>Embedding</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Texts given to the model in one call, at most; of whatever documents wait.</summary>
    [Range(1, 2048)]
    public int TextsPerCall { get; set; } = 256;

    /// <summary>How long a call that is not full waits for more texts while the model is at work on another; an idle model is asked at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan BatchWait { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Calls of the model at the same time: its quota.</summary>
    [Range(1, 64)]
    public int ModelCalls { get; set; } = 2;

    /// <summary>Points written in one upsert, at most.</summary>
    [Range(1, 500)]
    public int PointsPerUpsert { get; set; } = 256;

    /// <summary>How long the vector of a text is remembered, so that the same text in a later version or another document costs no call; zero: not at all.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan CacheTime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Points read at a time when the index is written anew for another model.</summary>
    [Range(1, 1000)]
    public int ReembeddingPage { get; set; } = 128;
}
