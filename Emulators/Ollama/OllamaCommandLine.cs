using System.Globalization;

namespace EventAi.Emulators.Ollama;

/// <summary>The switches of the command; everything else is configuration.</summary>
internal sealed record OllamaCommandLine(bool Help, string? Error, IReadOnlyDictionary<string, string?> Settings)
{
    public const string Usage = """
        Ollama emulator: Ollama's HTTP API with the embedding model use-lite and the extractive chat model.

          --port N        port on the loopback addresses (default: ASPNETCORE_URLS or HTTP_PORTS, else 11434)
          --models DIR    folder that holds use-lite/ (default: the nearest .eventai/models upward)
          --help          this text

        Any setting of section "Ollama" can be given in the environment, such as Ollama__MaxQueued=64.
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
                case "--port" or "--models":
                    value ??= ++index < args.Length ? args[index] : null;
                    if (string.IsNullOrEmpty(value))
                    {
                        return Failed($"{name} wants a value", settings);
                    }

                    if (name == "--port" && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535))
                    {
                        return Failed($"--port wants a number from 0 to 65535, not {value}", settings);
                    }

                    settings[name == "--port" ? "Ollama:Port" : "Ollama:Models"] = value;
                    break;
                default:
                    return Failed($"unknown switch {args[index]}; --help lists them", settings);
            }
        }

        return new(Help: false, Error: null, settings);
    }

    private static OllamaCommandLine Failed(string error, Dictionary<string, string?> settings) => new(Help: false, error, settings);
}
