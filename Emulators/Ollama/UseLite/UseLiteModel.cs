using System.Collections.Concurrent;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// The embedding model use-lite: Universal Sentence Encoder Lite with its real weights. Vectors have <see cref="Dimensions"/>
/// components and length 1. Safe for concurrent use.
/// </summary>
public sealed class UseLiteModel
{
    public const int Dimensions = 512;

    /// <summary>Only a text's first tokens count; the model never saw longer ones.</summary>
    public const int MaxTokens = 128;

    private readonly SentencePieceTokenizer tokenizer;
    private readonly Transformer transformer;
    private readonly ConcurrentBag<Workspace> workspaces = [];

    private UseLiteModel(SentencePieceTokenizer tokenizer, Transformer transformer, long fileBytes)
        => (this.tokenizer, this.transformer, FileBytes) = (tokenizer, transformer, fileBytes);

    /// <summary>Size of the model's files.</summary>
    public long FileBytes { get; }

    /// <exception cref="ModelFilesException">The files are missing or not those of this model.</exception>
    public static UseLiteModel Load(string folder)
    {
        if (!File.Exists(Path.Combine(folder, "model.json")))
        {
            throw ModelFilesException.Missing(folder);
        }

        var bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(static file => file.Length);
        return new UseLiteModel(SentencePieceTokenizer.Load(folder), new Transformer(TensorFile.Load(folder)), bytes);
    }

    /// <summary>All tokens of a text, also those the model will not look at.</summary>
    public int[] Tokenize(string text) => tokenizer.Encode(text);

    public float[] Embed(string text) => Embed([Tokenize(text)])[0];

    /// <summary>
    /// Embeds tokenized texts; tokens beyond <see cref="MaxTokens"/> do not count. The vector of a text is the same, bit for bit,
    /// alone and in any batch.
    /// </summary>
    public float[][] Embed(IReadOnlyList<int[]> texts, CancellationToken cancellation = default)
    {
        // Texts of like length side by side fill the packed batches best.
        var order = Enumerable.Range(0, texts.Count).OrderByDescending(index => texts[index].Length).ToArray();
        var sequences = Array.ConvertAll(order, index => texts[index].Length > MaxTokens ? texts[index][..MaxTokens] : texts[index]);
        var sorted = new float[texts.Count][];
        var batches = Batches(sequences).ToArray();
        if (batches.Length == 1)
        {
            EmbedBatch(sequences, batches[0], sorted);
        }
        else
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
            Parallel.ForEach(batches, parallel, batch => EmbedBatch(sequences, batch, sorted));
        }

        var vectors = new float[texts.Count][];
        for (var index = 0; index < order.Length; index++)
        {
            vectors[order[index]] = sorted[index];
        }

        return vectors;
    }

    /// <summary>Cuts the list into runs that fit a workspace, smaller ones where there is work for more than one processor only so.</summary>
    private static IEnumerable<Range> Batches(int[][] sequences)
    {
        var total = sequences.Sum(static tokens => tokens.Length);
        var limit = Math.Clamp(total / Environment.ProcessorCount, MaxTokens, Workspace.MaxRows);
        var (first, rows) = (0, 0);
        for (var index = 0; index < sequences.Length; index++)
        {
            // An empty text has no row of its own, but pooling needs one.
            var needed = Math.Max(sequences[index].Length, 1);
            if (rows + needed > limit)
            {
                yield return first..index;
                (first, rows) = (index, 0);
            }

            rows += needed;
        }

        if (first < sequences.Length)
        {
            yield return first..sequences.Length;
        }
    }

    private void EmbedBatch(int[][] sequences, Range batch, float[][] vectors)
    {
        if (!workspaces.TryTake(out var work))
        {
            work = new Workspace();
        }

        transformer.Embed(sequences.AsSpan(batch), work, vectors.AsSpan(batch));
        workspaces.Add(work);
    }
}
