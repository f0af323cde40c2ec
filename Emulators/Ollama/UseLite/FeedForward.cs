using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>Norm, dense, ReLU, dense; the caller adds the residual.</summary>
internal sealed class FeedForward(LayerNorm norm, DenseLayer expand, DenseLayer contract)
{
    public const int HiddenWidth = 1536;

    /// <summary>Overwrites <paramref name="scratch"/>.</summary>
    public void Apply(PinnedBuffer input, Workspace work, PinnedBuffer scratch, PinnedBuffer output)
    {
        Expand(input, work, scratch);
        contract.Apply(work.Wide, work.Rows, output);
    }

    /// <summary>
    /// The mean of the outputs of each sequence, a row for each. The last product is linear, so the mean is taken before it: one row
    /// to multiply instead of one for each token. Overwrites <paramref name="scratch"/>.
    /// </summary>
    public void ApplyPooled(PinnedBuffer input, Workspace work, PinnedBuffer scratch, PinnedBuffer output)
    {
        Expand(input, work, scratch);
        SequencePooling.Mean(work.Wide, HiddenWidth, work.Lengths, work.Pooled);
        contract.Apply(work.Pooled, work.Lengths.Count, output);
    }

    private void Expand(PinnedBuffer input, Workspace work, PinnedBuffer scratch)
    {
        norm.Apply(input, work.Rows, scratch);
        expand.Apply(scratch, work.Rows, work.Wide);
        var hidden = work.Wide.Span[..(work.Rows * HiddenWidth)];
        TensorPrimitives.Max(hidden, 0f, hidden);
    }
}
