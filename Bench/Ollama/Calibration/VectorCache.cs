using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Bench.Ollama.Calibration;

/// <summary>Embeds each text once, however many settings are tried on it.</summary>
internal sealed class VectorCache(UseLiteModel model)
{
    private readonly Dictionary<string, float[]> vectors = new(StringComparer.Ordinal);

    public async Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellation)
    {
        string[] missing = [.. texts.Where(text => !vectors.ContainsKey(text)).Distinct(StringComparer.Ordinal)];
        foreach (var (text, vector) in missing.Zip(await model.EmbedAsync(missing, cancellation)))
        {
            vectors.Add(text, vector);
        }

        return [.. texts.Select(text => vectors[text])];
    }
}
