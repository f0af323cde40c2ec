using System.Numerics.Tensors;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>The state of one sequence in llama.cpp. Not thread-safe.</summary>
internal sealed unsafe class LlamaContext : IDisposable
{
    /// <summary>As Ollama's default: more costs memory even when nobody uses it.</summary>
    private const int DefaultTokens = 4096;
    private const int MaxBatch = 2048;
    private const int NoPooling = 0;

    /// <summary>Below this the threads' waiting for each other at every layer costs more than they gain.</summary>
    private const ulong SmallModelBytes = 64 << 20;

    private readonly int width;

    public LlamaContext(nint model, int contextTokens)
    {
        var trained = LlamaNative.TrainedContext(model);
        Tokens = Math.Min(contextTokens > 0 ? contextTokens : DefaultTokens, trained);
        width = LlamaNative.EmbeddingLength(model);
        var parameters = LlamaNative.DefaultContextParams();
        parameters.ContextTokens = (uint)Tokens;
        parameters.BatchTokens = parameters.MicroBatchTokens = (uint)EmbeddingTokens;
        Handle = LlamaNative.NewContext(model, parameters);
        if (Handle == 0)
        {
            throw new ModelFileException($"llama.cpp cannot make a context of {Tokens} tokens");
        }

        var threads = LlamaNative.ModelSize(model) < SmallModelBytes ? 1 : Environment.ProcessorCount;
        LlamaNative.SetThreads(Handle, threads, threads);
    }

    public nint Handle { get; }

    /// <summary>Tokens that prompt and answer may have together.</summary>
    public int Tokens { get; }

    /// <summary>Tokens of a text to embed: those of one batch, for the model must see them together.</summary>
    public int EmbeddingTokens => Math.Min(Tokens, MaxBatch);

    /// <summary>Forgets all and reads a prompt; false where a batch was refused.</summary>
    public bool Read(ReadOnlySpan<int> tokens, CancellationToken cancellation)
    {
        LlamaNative.SetEmbeddings(Handle, embeddings: false);
        Clear();
        for (var start = 0; start < tokens.Length; start += EmbeddingTokens)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Decode(tokens.Slice(start, Math.Min(EmbeddingTokens, tokens.Length - start))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads further tokens of the sequence.</summary>
    public bool Decode(ReadOnlySpan<int> tokens)
    {
        fixed (int* first = tokens)
        {
            return LlamaNative.Decode(Handle, LlamaNative.OneSequence(first, tokens.Length)) == 0;
        }
    }

    /// <summary>The model's own pooling; the mean of the tokens' vectors for a model that has none.</summary>
    public float[] Embed(ReadOnlySpan<int> tokens)
    {
        var vector = new float[width];
        if (tokens.Length == 0)
        {
            return vector;
        }

        LlamaNative.SetEmbeddings(Handle, embeddings: true);
        Clear();
        if (!Decode(tokens))
        {
            throw new InvalidOperationException("llama.cpp cannot embed the text");
        }

        if (LlamaNative.Pooling(Handle) != NoPooling)
        {
            new ReadOnlySpan<float>(LlamaNative.SequenceEmbedding(Handle, 0), width).CopyTo(vector);
            return vector;
        }

        for (var index = 0; index < tokens.Length; index++)
        {
            TensorPrimitives.Add(vector, new ReadOnlySpan<float>(LlamaNative.TokenEmbedding(Handle, index), width), vector);
        }

        return vector;
    }

    public void Dispose() => LlamaNative.FreeContext(Handle);

    /// <summary>A model that only embeds has no memory.</summary>
    private void Clear()
    {
        if (LlamaNative.Memory(Handle) is var memory && memory != 0)
        {
            LlamaNative.ClearMemory(memory, data: true);
        }
    }
}
