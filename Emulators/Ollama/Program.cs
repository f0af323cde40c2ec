using EventAi.Emulators.Ollama;
using EventAi.Emulators.Ollama.Gguf;
using EventAi.Emulators.Ollama.UseLite;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.Options;

var command = OllamaCommandLine.Parse(args);
if (command.Help)
{
    Console.WriteLine(OllamaCommandLine.Usage);
    return 0;
}

try
{
    if (command.Error is { } wrong)
    {
        throw new OptionsValidationException(OllamaOptions.Section, typeof(OllamaOptions), [wrong]);
    }

    var builder = WebApplication.CreateBuilder();
    builder.Configuration.AddInMemoryCollection(command.Settings);
    builder.AddTelemetry();
    await using var app = OllamaServer.Build(builder);
    await app.StartAsync();
    Console.WriteLine($"Ollama emulator ready on {string.Join(' ', app.Urls)}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception error) when (error is ModelFilesException or ModelFileException or OptionsValidationException or IOException or InvalidOperationException)
{
    // One line for what the user can set right: missing weights, a bad switch, a port in use.
    Console.Error.WriteLine($"ollama: {error.Message}");
    return 1;
}
