using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EventAi.Emulators.Ollama.Catalog;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>The models that users bring with <c>--model PATH</c>, each named as its file.</summary>
internal static partial class GgufModels
{
    private static readonly string[] Types = ["F32", "F16", "Q4_0", "Q4_1", "", "", "", "Q8_0", "Q5_0", "Q5_1", "Q2_K", "Q3_K_S", "Q3_K_M", "Q3_K_L", "Q4_K_S", "Q4_K_M", "Q5_K_S", "Q5_K_M", "Q6_K"];

    /// <exception cref="ModelFileException">The file cannot be served.</exception>
    public static InstalledModel Of(string path, OllamaOptions options, string contentRoot)
    {
        var file = new FileInfo(Path.GetFullPath(path, contentRoot));
        if (!file.Exists)
        {
            throw new ModelFileException($"there is no file {file.FullName}");
        }

        var header = GgufHeader.Read(file.FullName);
        var libraries = LlamaLibrary.Fetch(options, contentRoot);
        var onlyEmbeds = header.Has("pooling_type") || header.Architecture.Contains("bert", StringComparison.Ordinal);
        var template = header.Text("tokenizer.chat_template");
        return new InstalledModel
        {
            Name = ModelName.Parse(Odd().Replace(Path.GetFileNameWithoutExtension(file.Name), "-").Trim('-', '.')) ?? throw new ModelFileException($"{file.Name} makes no model name"),
            Size = file.Length,
            Digest = new Lazy<string>(() => DigestOf(file)),
            ModifiedAt = file.LastWriteTimeUtc,
            Facts = new ModelFacts(
                "gguf",
                header.Architecture,
                Human(header.Parameters),
                header.Values.GetValueOrDefault("general.file_type") is uint type && type < Types.Length ? Types[type] : "unknown",
                (int)Math.Min(header.Number("context_length"), int.MaxValue),
                (int)header.Number("embedding_length")),
            Capabilities = onlyEmbeds ? ["embedding"] : ["completion", "embedding"],
            License = header.Text("general.license") ?? "",
            About = header.Text("general.name") ?? $"{file.Name}, served by llama.cpp",
            Template = template ?? "",
            Info = header.Values.Where(static entry => entry.Key != "tokenizer.chat_template").Append(new("general.parameter_count", header.Parameters)).ToDictionary(StringComparer.Ordinal),
            Load = () =>
            {
                LlamaLibrary.Load(libraries);
                return new LlamaModel(file.FullName, template, options.ContextLength);
            },
        };
    }

    private static string DigestOf(FileInfo file)
    {
        using var stream = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string Human(long parameters) => parameters switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{parameters / 1e9:0.0}B"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{parameters / 1e6:0.0}M"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{parameters / 1e3:0.0}K"),
    };

    [GeneratedRegex(@"[^\w.-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Odd();
}
