using EventAi.Emulators.Kafka.Apis;
using EventAi.Emulators.Kafka.Faults;
using EventAi.Emulators.Kafka.Security;
using EventAi.Emulators.Kafka.State;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace EventAi.Emulators.Kafka;

/// <summary>Puts the broker into a web application: the Kafka port, and HTTP where the configuration names an address for it.</summary>
internal static partial class KafkaHosting
{
    /// <summary>Adds the broker. Explicit endpoints switch off Kestrel's reading of ASPNETCORE_URLS and HTTP_PORTS, so these are read here.</summary>
    public static void AddKafkaBroker(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<KafkaOptions>().BindConfiguration(KafkaOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<KafkaEndpoint>();
        builder.Services.AddSingleton(services =>
        {
            var logger = services.GetRequiredService<ILogger<BrokerState>>();
            return new BrokerState(
                services.GetRequiredService<IOptions<KafkaOptions>>().Value,
                services.GetRequiredService<TimeProvider>(),
                warning => LogWarning(logger, warning));
        });
        builder.Services.AddSingleton<ApiRegistry>();
        builder.Services.AddSingleton<FaultStore>();
        builder.Services.AddSingleton<BrokerMetrics>();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(services =>
        {
            var options = services.GetRequiredService<IOptions<KafkaOptions>>().Value;
            return new BrokerServices(
                services.GetRequiredService<TimeProvider>(),
                new FrameMemory(options.MaxRequestMemory),
                options.Admin is null ? null : services.GetRequiredService<FaultStore>(),
                services.GetRequiredService<BrokerMetrics>());
        });
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KafkaEndpoint.Setup>();
    }

    public static void MapKafkaBroker(this WebApplication app)
    {
        app.MapHealthChecks("/health");
        app.MapHealthChecks("/alive", new() { Predicate = _ => false });
        if (app.Services.GetRequiredService<IOptions<KafkaOptions>>().Value.Admin is { } admin)
        {
            app.MapFaults(admin);
        }
    }

    /// <summary>Opens the data directory before any port, starts, and gives the address that clients are told.</summary>
    /// <exception cref="IOException">The port is taken or the data directory cannot be used.</exception>
    /// <exception cref="OptionsValidationException">The configuration is wrong.</exception>
    public static async Task<BrokerAddress> StartKafkaAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        var options = app.Services.GetRequiredService<IOptions<KafkaOptions>>().Value;
        var state = app.Services.GetRequiredService<BrokerState>();
        _ = app.Services.GetRequiredService<ApiRegistry>();
        if (BrokerAddress.TryParse(options.Advertised ?? "", out var advertised))
        {
            state.Address = advertised!;
        }
        else
        {
            state.Address = new BrokerAddress("127.0.0.1", options.Port);
        }

        await app.StartAsync(cancellationToken);
        if (advertised is null)
        {
            state.Address = new BrokerAddress("127.0.0.1", app.Services.GetRequiredService<KafkaEndpoint>().Port);
        }

        return state.Address;
    }

    [LoggerMessage(10, LogLevel.Warning, "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}
