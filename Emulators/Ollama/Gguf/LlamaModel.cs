using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>A GGUF model in llama.cpp: one request at a time, for chat and for embeddings. The library's own threads use all processors.</summary>
internal sealed class LlamaModel : IChatModel, IEmbeddingModel
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly nint model;
    private readonly LlamaVocabulary vocabulary;
    private readonly LlamaContext context;
    private readonly string? template;

    /// <param name="path">Of the file.</param>
    /// <param name="template">The chat template that the file holds.</param>
    /// <param name="contextTokens">Tokens of context, 0 for what the model was trained with.</param>
    /// <exception cref="ModelFileException">llama.cpp refuses the file.</exception>
    public LlamaModel(string path, string? template, int contextTokens)
    {
        model = LlamaNative.LoadModel(path, LlamaNative.DefaultModelParams());
        if (model == 0)
        {
            throw new ModelFileException($"llama.cpp cannot load {path}");
        }

        this.template = template;
        vocabulary = new LlamaVocabulary(model);
        context = new LlamaContext(model, contextTokens);
    }

    public long MemoryBytes => (long)LlamaNative.ModelSize(model);

    public int[] Tokenize(string text) => vocabulary.Tokenize(text, parseSpecial: false);

    public string Detokenize(IReadOnlyList<int> tokens)
    {
        var decoder = new PieceDecoder(vocabulary);
        return string.Concat(tokens.Select(decoder.Next)) + decoder.Rest();
    }

    public async Task<EmbeddingResult> EmbedAsync(IReadOnlyList<string> texts, bool truncate, int contextLimit, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Embed(texts, truncate, contextLimit, cancellation), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public async IAsyncEnumerable<AnswerPart> AnswerAsync(ChatTurn request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var parts = Channel.CreateUnbounded<AnswerPart>();
            var prompt = vocabulary.Tokenize(request.Raw ? request.Messages[^1].Content : LlamaPrompt.Render(template, request.Messages), parseSpecial: true);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var writing = Task.Run(() => Write(prompt, request, parts.Writer, stopping.Token), CancellationToken.None);
            try
            {
                await foreach (var part in parts.Reader.ReadAllAsync(cancellation))
                {
                    yield return part;
                }
            }
            finally
            {
                // The context is free only when the thread that uses it has ended, also where the caller stopped reading.
                await stopping.CancelAsync();
                await writing;
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        context.Dispose();
        LlamaNative.FreeModel(model);
        turn.Dispose();
    }

    private void Write(int[] prompt, ChatTurn request, ChannelWriter<AnswerPart> parts, CancellationToken cancellation)
    {
        try
        {
            LlamaGeneration.Run(context, vocabulary, prompt, request, part => parts.TryWrite(part), cancellation);
            parts.Complete();
        }
        catch (Exception error)
        {
            parts.Complete(error);
        }
    }

    private EmbeddingResult Embed(IReadOnlyList<string> texts, bool truncate, int contextLimit, CancellationToken cancellation)
    {
        var limit = contextLimit > 0 ? Math.Min(contextLimit, context.EmbeddingTokens) : context.EmbeddingTokens;
        var (vectors, total) = (new float[texts.Count][], 0);
        for (var index = 0; index < texts.Count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            var tokens = vocabulary.Tokenize(texts[index], parseSpecial: false);
            if (tokens.Length > limit && !truncate)
            {
                throw OllamaException.BadRequest("the input length exceeds the context length");
            }

            // Cut to the context as Ollama does: this model's own length, not a window of ours.
            tokens = tokens.Length > limit ? tokens[..limit] : tokens;
            total += tokens.Length;
            vectors[index] = context.Embed(tokens);
            TensorPrimitives.Divide(vectors[index], MathF.Max(TensorPrimitives.Norm<float>(vectors[index]), 1e-12f), vectors[index]);
        }

        return new EmbeddingResult(vectors, total);
    }
}
