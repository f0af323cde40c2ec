using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>Scaled dot-product attention of each sequence to itself, four heads.</summary>
internal sealed unsafe class SelfAttention
{
    private const int Heads = 4;

    private readonly DenseLayer transform;
    private readonly int width;

    /// <summary>
    /// <paramref name="weights"/> and <paramref name="bias"/> produce query, key and value side by side. The query's scale,
    /// 1/sqrt(width of a head), is folded into them.
    /// </summary>
    public SelfAttention(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        width = bias.Length / 3;
        var scale = 1 / MathF.Sqrt(width / Heads);
        var scaledWeights = weights.ToArray();
        for (var row = 0; row < scaledWeights.Length; row += bias.Length)
        {
            var query = scaledWeights.AsSpan(row, width);
            TensorPrimitives.Multiply(query, scale, query);
        }

        var scaledBias = bias.ToArray();
        TensorPrimitives.Multiply(scaledBias.AsSpan(0, width), scale, scaledBias.AsSpan(0, width));
        transform = new DenseLayer(scaledWeights, scaledBias);
    }

    public void Apply(PinnedBuffer input, Workspace work, PinnedBuffer output)
    {
        transform.Apply(input, work.Rows, work.Wide);
        var first = 0;
        foreach (var length in work.Lengths)
        {
            for (var head = 0; head < Heads && length > 0; head++)
            {
                Attend(work, first, length, head, output);
            }

            first += length;
        }
    }

    private void Attend(Workspace work, int first, int length, int head, PinnedBuffer output)
    {
        var (size, stride, columns) = (width / Heads, 3 * width, Matrix.Padded(length));
        var query = work.Wide.Pointer + ((long)first * stride) + (head * size);
        var scores = work.Scores.Pointer;
        Matrix.PackTransposed(query + width, stride, size, length, work.Panels.Pointer);
        Matrix.Multiply(query, stride, length, work.Panels.Pointer, size, length, bias: null, scores, columns);
        for (var row = 0; row < length; row++)
        {
            Softmax(new Span<float>(scores + (row * columns), length));
        }

        Matrix.Pack(query + (2 * width), stride, length, size, work.Panels.Pointer);
        Matrix.Multiply(scores, columns, length, work.Panels.Pointer, length, size, bias: null, output.Pointer + ((long)first * width) + (head * size), width);
    }

    private static void Softmax(Span<float> row)
    {
        TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
        TensorPrimitives.Exp<float>(row, row);
        TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
    }
}
