using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>The mean over the tokens of each sequence of a packed batch.</summary>
internal static class SequencePooling
{
    /// <summary>A row of the target for each sequence; zeros for an empty one.</summary>
    public static void Mean(PinnedBuffer source, int width, List<int> lengths, PinnedBuffer target)
    {
        var row = 0;
        for (var index = 0; index < lengths.Count; index++)
        {
            var pooled = target.Row(index, width);
            pooled.Clear();
            for (var end = row + lengths[index]; row < end; row++)
            {
                TensorPrimitives.Add<float>(pooled, source.Row(row, width), pooled);
            }

            TensorPrimitives.Divide(pooled, Math.Max(lengths[index], 1), pooled);
        }
    }
}
