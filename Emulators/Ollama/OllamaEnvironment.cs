using System.Globalization;

namespace EventAi.Emulators.Ollama;

/// <summary>Ollama's own environment variables, where no setting of this server says otherwise.</summary>
internal static class OllamaEnvironment
{
    private static readonly (string Variable, string Setting)[] Names =
    [
        ("OLLAMA_KEEP_ALIVE", nameof(OllamaOptions.KeepAlive)),
        ("OLLAMA_MAX_QUEUE", nameof(OllamaOptions.MaxQueued)),
        ("OLLAMA_NUM_PARALLEL", nameof(OllamaOptions.MaxConcurrent)),
        ("OLLAMA_CONTEXT_LENGTH", nameof(OllamaOptions.ContextLength)),
    ];

    public static IEnumerable<KeyValuePair<string, string?>> Settings(IConfiguration configuration)
    {
        foreach (var (variable, setting) in Names)
        {
            if (configuration[variable] is { Length: > 0 } value && configuration[$"{OllamaOptions.Section}:{setting}"] is null)
            {
                yield return new($"{OllamaOptions.Section}:{setting}", value);
            }
        }

        // Only the port of host:port counts: this server listens on loopback addresses.
        if (configuration["OLLAMA_HOST"] is { } host && configuration[$"{OllamaOptions.Section}:{nameof(OllamaOptions.Port)}"] is null
            && configuration["urls"] is null && configuration["http_ports"] is null
            && int.TryParse(host[(host.LastIndexOf(':') + 1)..].TrimEnd('/'), CultureInfo.InvariantCulture, out var port))
        {
            yield return new($"{OllamaOptions.Section}:{nameof(OllamaOptions.Port)}", port.ToString(CultureInfo.InvariantCulture));
        }
    }
}
