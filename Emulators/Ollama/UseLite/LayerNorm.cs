using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>Each row to mean 0 and variance 1, then scaled and shifted.</summary>
internal sealed class LayerNorm(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift)
{
    /// <summary>The graph's constant FFN/layer_prepostprocess/layer_norm/Cast/x.</summary>
    private const float Epsilon = 1e-6f;

    private readonly float[] scale = scale.ToArray();
    private readonly float[] shift = shift.ToArray();

    public void Apply(PinnedBuffer input, int rows, PinnedBuffer output)
    {
        var width = scale.Length;
        for (var row = 0; row < rows; row++)
        {
            var target = output.Row(row, width);
            TensorPrimitives.Subtract(input.Row(row, width), TensorPrimitives.Sum<float>(input.Row(row, width)) / width, target);
            var variance = TensorPrimitives.SumOfSquares<float>(target) / width;
            TensorPrimitives.Multiply(target, 1 / MathF.Sqrt(variance + Epsilon), target);
            TensorPrimitives.MultiplyAdd<float>(target, scale, shift, target);
        }
    }
}
