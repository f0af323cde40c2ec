namespace EventAi.Emulators.Ollama.Serving;

/// <summary>A model in memory; disposed when it is unloaded, after its last request.</summary>
internal interface ILoadedModel : IDisposable
{
    /// <summary>Bytes it takes in memory.</summary>
    long MemoryBytes { get; }

    /// <summary>All tokens of a text, as the model counts them.</summary>
    int[] Tokenize(string text);

    /// <summary>The text of tokens that <see cref="Tokenize"/> gave, up to white space.</summary>
    string Detokenize(IReadOnlyList<int> tokens);
}
