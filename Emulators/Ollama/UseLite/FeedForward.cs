using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>Norm, dense, ReLU, dense; the caller adds the residual.</summary>
internal sealed class FeedForward(LayerNorm norm, DenseLayer expand, DenseLayer contract)
{
    public const int HiddenWidth = 1536;

    /// <summary>Overwrites <paramref name="scratch"/>.</summary>
    public void Apply(PinnedBuffer input, Workspace work, PinnedBuffer scratch, PinnedBuffer output)
    {
        norm.Apply(input, work.Rows, scratch);
        expand.Apply(scratch, work.Rows, work.Wide);
        var hidden = work.Wide.Span[..(work.Rows * HiddenWidth)];
        TensorPrimitives.Max(hidden, 0f, hidden);
        contract.Apply(work.Wide, work.Rows, output);
    }
}
