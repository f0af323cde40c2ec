namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>What one thread needs to embed one packed batch: sequences one after another, no padding between them.</summary>
internal sealed class Workspace
{
    /// <summary>Rows (tokens) of a packed batch: enough to make the weights' way through the caches cheap, small enough to stay in L2.</summary>
    public const int MaxRows = 2 * UseLiteModel.MaxTokens;

    public PinnedBuffer Residual { get; } = new(MaxRows * UseLiteModel.Dimensions);

    public PinnedBuffer First { get; } = new(MaxRows * UseLiteModel.Dimensions);

    public PinnedBuffer Second { get; } = new(MaxRows * UseLiteModel.Dimensions);

    public PinnedBuffer Wide { get; } = new(MaxRows * FeedForward.HiddenWidth);

    /// <summary>A row for each sequence.</summary>
    public PinnedBuffer Pooled { get; } = new(MaxRows * FeedForward.HiddenWidth);

    public PinnedBuffer Scores { get; } = new(UseLiteModel.MaxTokens * Matrix.Padded(UseLiteModel.MaxTokens));

    public PinnedBuffer Panels { get; } = new(Matrix.PackedLength(UseLiteModel.MaxTokens, UseLiteModel.MaxTokens));

    /// <summary>Tokens of each sequence in the batch.</summary>
    public List<int> Lengths { get; } = [];

    public int Rows { get; private set; }

    public void SetLengths(ReadOnlySpan<int[]> sequences)
    {
        Lengths.Clear();
        Rows = 0;
        foreach (var sequence in sequences)
        {
            Lengths.Add(sequence.Length);
            Rows += sequence.Length;
        }
    }
}
