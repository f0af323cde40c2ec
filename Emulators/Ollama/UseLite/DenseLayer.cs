namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>x · W + b with W packed for <see cref="Matrix"/>.</summary>
internal sealed unsafe class DenseLayer
{
    private readonly PinnedBuffer weights;
    private readonly PinnedBuffer bias;
    private readonly int inputs;
    private readonly int outputs;

    public DenseLayer(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        outputs = bias.Length;
        inputs = weights.Length / outputs;
        this.weights = Matrix.Pack(weights, inputs, outputs);
        this.bias = new PinnedBuffer(Matrix.Padded(outputs));
        bias.CopyTo(this.bias.Span);
    }

    /// <summary>Rows of <paramref name="input"/> and <paramref name="output"/> lie one after another.</summary>
    public void Apply(PinnedBuffer input, int rows, PinnedBuffer output)
        => Matrix.Multiply(input.Pointer, inputs, rows, weights.Pointer, inputs, outputs, bias.Pointer, output.Pointer, outputs);
}
