using System.ComponentModel.DataAnnotations;
using EventAi.Emulators.Ollama.Apis;
using EventAi.Emulators.Ollama.Catalog;
using EventAi.Emulators.Ollama.Gguf;
using EventAi.Emulators.Ollama.Serving;
using EventAi.Emulators.Ollama.Upstream;
using EventAi.Emulators.Ollama.UseLite;
using Microsoft.Extensions.Options;

namespace EventAi.Emulators.Ollama;

/// <summary>The emulator in this process: for tests, and what Program runs.</summary>
public sealed class OllamaServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private OllamaServer(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    /// <summary>Base address, such as http://127.0.0.1:43211/.</summary>
    public Uri Address { get; }

    /// <summary>Starts on 127.0.0.1, on any free port unless <see cref="OllamaOptions.Port"/> names one.</summary>
    /// <exception cref="ModelFilesException">The weights of use-lite are missing.</exception>
    public static async Task<OllamaServer> StartAsync(OllamaOptions options, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{options.Port ?? 0}");
        var application = Build(builder, options);
        await application.StartAsync(cancellation);
        return new OllamaServer(application, new Uri(application.Urls.First()));
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    /// <summary>The application with its options from the configuration and its addresses set.</summary>
    internal static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection([.. OllamaEnvironment.Settings(builder.Configuration)]);
        var options = builder.Configuration.GetSection(OllamaOptions.Section).Get<OllamaOptions>() ?? new OllamaOptions();
        if (Addresses(builder.Configuration, options.Port) is { } addresses)
        {
            builder.WebHost.UseUrls(addresses);
        }

        return Build(builder, options);
    }

    private static WebApplication Build(WebApplicationBuilder builder, OllamaOptions options)
    {
        Validate(options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
        });

        // A line for each request is the caller's matter; a failed start is told in one line by Program.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        var useLite = new SharedUseLite(options.UseLiteFolder(builder.Environment.ContentRootPath));
        builder.Services.AddHealthChecks();

        // Pages of this machine may call it from a browser, as they may call Ollama.
        builder.Services.AddCors(static cors => cors.AddDefaultPolicy(static policy => policy
            .SetIsOriginAllowed(static origin => Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.IsLoopback).AllowAnyHeader().AllowAnyMethod()));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(options);
        InstalledModel[] models =
        [
            BuiltInModels.UseLite(useLite),
            BuiltInModels.Extractive(useLite, options),
            .. options.GgufFiles.Select(path => GgufModels.Of(path, options, builder.Environment.ContentRootPath)),
        ];
        builder.Services.AddSingleton(new ModelCatalog(models));
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<LoadedModels>();
        builder.Services.AddSingleton<OllamaMetrics>();
        builder.Services.AddSingleton<FaultInjection>();
        builder.Services.AddSingleton<UpstreamClient>();
        builder.Services.AddSingleton<UpstreamProxy>();
        OllamaApis.AddServices(builder.Services);

        var application = builder.Build();
        application.UseCors();
        application.UseMiddleware<OllamaErrors>();
        application.UseMiddleware<FaultInjection>();
        application.UseMiddleware<UpstreamProxy>();
        OllamaApis.Map(application);
        return application;
    }

    /// <summary>Null where ASPNETCORE_URLS decides. HTTP_PORTS alone would listen on all addresses: only loopback is wanted.</summary>
    private static string[]? Addresses(IConfiguration configuration, int? port)
    {
        if (port is { } chosen)
        {
            // Port 0 needs an address: with a name Kestrel would have to find one port that is free on two.
            return chosen == 0 ? ["http://127.0.0.1:0"] : [$"http://localhost:{chosen}"];
        }

        if (configuration["urls"] is { Length: > 0 })
        {
            return null;
        }

        var ports = configuration["http_ports"] is { Length: > 0 } list ? list : $"{OllamaOptions.DefaultPort}";
        return [.. ports.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static number => $"http://localhost:{number}")];
    }

    private static void Validate(OllamaOptions options)
    {
        List<ValidationResult> failures = [];
        if (!Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true))
        {
            throw new OptionsValidationException(
                OllamaOptions.Section, typeof(OllamaOptions), failures.Select(static failure => failure.ErrorMessage ?? "invalid option"));
        }
    }
}
