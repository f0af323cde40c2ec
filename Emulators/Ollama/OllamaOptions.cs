using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace EventAi.Emulators.Ollama;

/// <summary>Section "Ollama" of the configuration.</summary>
public sealed class OllamaOptions
{
    public const string Section = "Ollama";

    /// <summary>Ollama's own port.</summary>
    public const int DefaultPort = 11434;

    /// <summary>Folder that holds <c>use-lite</c>; without it the nearest <c>.eventai/models</c> upward from the content root or the program.</summary>
    public string? Models { get; set; }

    /// <summary>Port on the loopback addresses; 0 for any free one. Without it ASPNETCORE_URLS, HTTP_PORTS or 11434 decides.</summary>
    [Range(0, 65535)]
    public int? Port { get; set; }

    /// <summary>Bytes of a request's body.</summary>
    [Range(1024, 1L << 30)]
    public long MaxRequestBytes { get; set; } = 32 << 20;

    /// <summary>Texts in one embedding request.</summary>
    [Range(1, 1_000_000)]
    public int MaxInputs { get; set; } = 4096;

    /// <summary>UTF-16 units in one text or one prompt.</summary>
    [Range(1, 100_000_000)]
    public int MaxInputLength { get; set; } = 1_000_000;

    /// <summary>Requests served at the same time, also OLLAMA_NUM_PARALLEL; those for embeddings are computed together.</summary>
    [Range(1, 1024)]
    public int MaxConcurrent { get; set; } = 32;

    /// <summary>Requests that wait for their turn, also OLLAMA_MAX_QUEUE; the next one gets 503.</summary>
    [Range(0, 100_000)]
    public int MaxQueued { get; set; } = 512;

    /// <summary>How long a model stays in memory after its last request, also OLLAMA_KEEP_ALIVE: 5m, 0, -1.</summary>
    [Required]
    public string KeepAlive { get; set; } = "5m";

    internal TimeSpan KeepAliveTime => double.TryParse(KeepAlive, CultureInfo.InvariantCulture, out var seconds)
        ? Serving.KeepAlive.OfSeconds(seconds)
        : Serving.KeepAlive.Parse(KeepAlive);

    /// <summary>GGUF files that are served through llama.cpp beside the built-in models; the switch <c>--model PATH</c>, any number of times.</summary>
    public IList<string> GgufFiles { get; set; } = [];

    /// <summary>Folder of llama.cpp's shared libraries; without it <c>llama.cpp</c> in the nearest <c>.eventai</c> upward.</summary>
    public string? LlamaCpp { get; set; }

    /// <summary>Tokens of context of a GGUF model, also OLLAMA_CONTEXT_LENGTH; 0 for 4,096 or what it was trained with, whichever is less.</summary>
    [Range(0, 1 << 24)]
    public int ContextLength { get; set; }

    /// <summary>A real Ollama, or another emulator, to which requests for models that are not here are passed on: <c>--upstream URL</c>.</summary>
    public Uri? Upstream { get; set; }

    /// <summary>The folder of llama.cpp, which may not exist.</summary>
    internal string LlamaFolder(string contentRoot)
        => LlamaCpp is { Length: > 0 } given ? Path.GetFullPath(given, contentRoot) : Path.Combine(StateFolder(contentRoot) ?? Path.Combine(contentRoot, ".eventai"), "llama.cpp");

    /// <summary>The folder of use-lite, which may not exist.</summary>
    internal string UseLiteFolder(string contentRoot)
    {
        if (Models is { Length: > 0 } models)
        {
            return Path.Combine(Path.GetFullPath(models, contentRoot), "use-lite");
        }

        return Path.Combine(StateFolder(contentRoot, "models") ?? Path.Combine(contentRoot, ".eventai"), "models", "use-lite");
    }

    /// <summary>The nearest .eventai upward from the content root or the program that holds this folder.</summary>
    private static string? StateFolder(string contentRoot, string holding = "")
    {
        foreach (var start in (string[])[contentRoot, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, ".eventai");
                if (Directory.Exists(Path.Combine(candidate, holding)))
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
