using System.Globalization;

namespace EventAi.RagBench;

/// <summary>What the command line says.</summary>
internal sealed class BenchOptions(string[] arguments)
{
    /// <summary>Documents of the bulk row.</summary>
    public int Documents => Number("--documents", 200);

    /// <summary>Small documents, one after the other.</summary>
    public int Samples => Number("--samples", 100);

    /// <summary>Chunks in the index that searches are measured with.</summary>
    public int Chunks => Number("--chunks", 100_000);

    /// <summary>Whether these rows are wanted.</summary>
    public bool Runs(string rows) => (Text("--only") ?? rows) == rows;

    /// <summary>A system that runs already.</summary>
    public Uri? Gateway => Text("--gateway") is { } url ? new Uri(url) : null;

    private int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private string? Text(string name) => Array.Find(arguments, argument => argument.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
