using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// Texts longer than the model's <see cref="UseLiteModel.MaxTokens"/>: cut into as few windows as will do, all of about the same
/// length, and embedded window by window; the text's vector is the mean of theirs, weighted by their tokens, at length 1.
/// </summary>
internal static class TokenWindows
{
    /// <summary>The windows of a text, in order; a short or empty text is its own only window.</summary>
    public static IEnumerable<int[]> Of(int[] tokens)
    {
        var count = Math.Max(1, (tokens.Length + UseLiteModel.MaxTokens - 1) / UseLiteModel.MaxTokens);
        for (var window = 0; window < count; window++)
        {
            var (start, end) = ((int)((long)tokens.Length * window / count), (int)((long)tokens.Length * (window + 1) / count));
            yield return count == 1 ? tokens : tokens[start..end];
        }
    }

    public static float[] Pool(ReadOnlySpan<float[]> vectors, ReadOnlySpan<int[]> windows)
    {
        if (vectors.Length == 1)
        {
            return vectors[0];
        }

        var pooled = new float[UseLiteModel.Dimensions];
        for (var window = 0; window < vectors.Length; window++)
        {
            TensorPrimitives.MultiplyAdd<float>(vectors[window], windows[window].Length, pooled, pooled);
        }

        TensorPrimitives.Divide(pooled, MathF.Max(TensorPrimitives.Norm<float>(pooled), 1e-12f), pooled);
        return pooled;
    }
}
