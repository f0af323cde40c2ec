using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// The forward pass of Universal Sentence Encoder Lite, as model.json's graph computes it: token embedding (256) + timing signal,
/// two pre-norm transformer layers (256 to 512, 512), mean over the tokens, a tanh layer, length 1.
/// </summary>
internal sealed class Transformer
{
    private const int EmbeddingWidth = 256;
    private const int VocabularyRows = 8002;
    private const int Width = UseLiteModel.Dimensions;
    private const string Layer0 = "Encode/Layer_0/TransformerLayer/";
    private const string Layer1 = "Encode/Layer_1/TransformerLayer/";
    private const string NormScale = "layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat";
    private const string NormShift = "layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat";

    private readonly float[] embeddings;
    private readonly float[] timing;
    private readonly LayerNorm norm0;
    private readonly SelfAttention attention0;
    private readonly DenseLayer attentionOut0;
    private readonly DenseLayer residual0;
    private readonly FeedForward feedForward0;
    private readonly LayerNorm norm1;
    private readonly SelfAttention attention1;
    private readonly DenseLayer attentionOut1;
    private readonly FeedForward feedForward1;
    private readonly DenseLayer hidden;

    public Transformer(TensorFile file)
    {
        embeddings = file["module/Embeddings_en", VocabularyRows, EmbeddingWidth].ToArray();
        timing = Timing(file["AddTimingSignal/TimingSignal/ExpandDims_1", EmbeddingWidth / 2]);

        norm0 = Norm(file, Layer0, EmbeddingWidth);
        attention0 = new SelfAttention(
            file[Layer0 + "MultiheadAttention/qkv_transform_single/kernel/part_0", EmbeddingWidth, 3 * EmbeddingWidth],
            file[Layer0 + "MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat", 3 * EmbeddingWidth]);
        attentionOut0 = AttentionOut(file, Layer0, EmbeddingWidth);
        residual0 = new DenseLayer(
            file[Layer0 + "dense/kernel/ConcatPartitions/concat", EmbeddingWidth, Width], file[Layer0 + "dense/bias/ConcatPartitions/concat", Width]);
        feedForward0 = FeedForwardOf(file, 0);

        norm1 = Norm(file, Layer1, Width);
        attention1 = new SelfAttention(
            file[Layer1 + "MultiheadAttention/qkv_transform_single/kernel/part_0", Width, 3 * Width],
            file[Layer1 + "MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat", 3 * Width]);
        attentionOut1 = AttentionOut(file, Layer1, Width);
        feedForward1 = FeedForwardOf(file, 1);

        hidden = new DenseLayer(file["hidden_layers/tanh_layer_0/weights", Width, Width], file["hidden_layers/tanh_layer_0/bias", Width]);
    }

    /// <summary>Embeds sequences of at most <see cref="UseLiteModel.MaxTokens"/> tokens and <see cref="Workspace.MaxRows"/> together.</summary>
    public void Embed(ReadOnlySpan<int[]> sequences, Workspace work, Span<float[]> vectors)
    {
        work.SetLengths(sequences);
        var rows = work.Rows;
        var (stream, first, second) = (work.Residual, work.First, work.Second);
        Look(sequences, stream);

        norm0.Apply(stream, rows, first);
        attention0.Apply(first, work, second);
        residual0.Apply(stream, rows, first);
        attentionOut0.Apply(second, rows, stream);
        Add(stream, first, rows);
        feedForward0.Apply(stream, work, first, second);
        Add(stream, second, rows);

        norm1.Apply(stream, rows, first);
        attention1.Apply(first, work, second);
        attentionOut1.Apply(second, rows, first);
        Add(stream, first, rows);
        feedForward1.ApplyPooled(stream, work, first, second);
        for (var index = 0; index < work.Lengths.Count; index++)
        {
            if (work.Lengths[index] == 0)
            {
                second.Row(index, Width).Clear(); // no token: nothing was added, not even a bias
            }
        }

        // The mean over the tokens of the stream and of what the last layer adds to it.
        SequencePooling.Mean(stream, Width, work.Lengths, first);
        Add(first, second, work.Lengths.Count);
        hidden.Apply(first, work.Lengths.Count, second);
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] = Normalize(second.Row(index, Width));
        }
    }

    private static LayerNorm Norm(TensorFile file, string layer, int width)
        => new(file[layer + NormScale, width], file[layer + NormShift, width]);

    private static DenseLayer AttentionOut(TensorFile file, string layer, int width) => new(
        file[layer + "MultiheadAttention/output_transform_single/kernel/part_0", width, Width],
        file[layer + "MultiheadAttention/output_transform_single/bias/ConcatPartitions/concat", Width]);

    private static FeedForward FeedForwardOf(TensorFile file, int layer)
    {
        var (parts, folded) = ($"Encode/Layer_{layer}/TransformerLayer/FFN/", $"TransformerStack/Layer_{layer}/TransformerLayer/FFN/");
        return new FeedForward(
            Norm(file, parts, Width),
            new DenseLayer(
                file[folded + "conv1/Tensordot/Reshape_1", Width, FeedForward.HiddenWidth],
                file[parts + "conv1/bias/ConcatPartitions/concat", FeedForward.HiddenWidth]),
            new DenseLayer(
                file[folded + "conv2/Tensordot/Reshape_1", FeedForward.HiddenWidth, Width],
                file[parts + "conv2/bias/ConcatPartitions/concat", Width]));
    }

    /// <summary>Sine, then cosine, of position times each inverse time scale.</summary>
    private static float[] Timing(ReadOnlySpan<float> inverseScales)
    {
        var signal = new float[UseLiteModel.MaxTokens * EmbeddingWidth];
        for (var position = 0; position < UseLiteModel.MaxTokens; position++)
        {
            var row = signal.AsSpan(position * EmbeddingWidth, EmbeddingWidth);
            for (var index = 0; index < inverseScales.Length; index++)
            {
                var angle = position * inverseScales[index];
                row[index] = MathF.Sin(angle);
                row[index + inverseScales.Length] = MathF.Cos(angle);
            }
        }

        return signal;
    }

    /// <summary>Twice the token's embedding plus the timing signal: the graph adds the embedding to itself with the signal on it.</summary>
    private void Look(ReadOnlySpan<int[]> sequences, PinnedBuffer target)
    {
        var row = 0;
        foreach (var tokens in sequences)
        {
            for (var position = 0; position < tokens.Length; position++, row++)
            {
                TensorPrimitives.MultiplyAdd<float>(
                    embeddings.AsSpan(tokens[position] * EmbeddingWidth, EmbeddingWidth),
                    2f,
                    timing.AsSpan(position * EmbeddingWidth, EmbeddingWidth),
                    target.Row(row, EmbeddingWidth));
            }
        }
    }

    private static void Add(PinnedBuffer target, PinnedBuffer addend, int rows)
        => TensorPrimitives.Add<float>(target.Span[..(rows * Width)], addend.Span[..(rows * Width)], target.Span[..(rows * Width)]);

    private static float[] Normalize(Span<float> row)
    {
        var vector = new float[Width];
        TensorPrimitives.Tanh<float>(row, vector);
        TensorPrimitives.Divide(vector, MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(vector)), vector);
        return vector;
    }
}
