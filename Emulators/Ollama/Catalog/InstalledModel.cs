using System.Text.Json;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Catalog;

/// <summary>A model that this server can load, as the listing operations show it.</summary>
internal sealed record InstalledModel
{
    public required ModelName Name { get; init; }

    /// <summary>Bytes of its files.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of its files, lower-case hexadecimal.</summary>
    public required Lazy<string> Digest { get; init; }

    public required DateTime ModifiedAt { get; init; }

    public required ModelFacts Facts { get; init; }

    /// <summary>One of embedding, completion, tools, insert, vision, thinking.</summary>
    public required string[] Capabilities { get; init; }

    /// <summary>One line for people.</summary>
    public required string About { get; init; }

    public string License { get; init; } = "";

    /// <summary>What every answer is marked with where the model is no language model, else null.</summary>
    public string? Kind { get; init; }

    /// <summary>The name that it was made from with copy or create.</summary>
    public ModelName? Parent { get; init; }

    /// <summary>System text of a model that create made.</summary>
    public string System { get; init; } = "";

    /// <summary>Options of a model that create made; a request's own come first.</summary>
    public JsonElement? Parameters { get; init; }

    /// <summary>Brings the model into memory.</summary>
    public required Func<ILoadedModel> Load { get; init; }

    /// <summary>Further entries of model_info.</summary>
    public IReadOnlyDictionary<string, object> Info { get; init; } = new Dictionary<string, object>();

    public string Template { get; init; } = "";

    public bool Can(string capability) => Capabilities.Contains(capability, StringComparer.Ordinal);
}
