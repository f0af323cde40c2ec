using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EventAi.Emulators.Kafka;

/// <summary>
/// A broker inside another process, for tests: no HTTP, no configuration but the options given. Disposing it stops it as SIGTERM would.
/// <code>await using var broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = directory });</code>
/// </summary>
public sealed class KafkaBroker : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KafkaBroker(WebApplication app, string bootstrapServers)
    {
        _app = app;
        BootstrapServers = bootstrapServers;
    }

    /// <summary>"host:port" for a client's bootstrap.servers.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts a broker; it answers when the task completes.</summary>
    /// <exception cref="IOException">The port is taken or the data directory cannot be used.</exception>
    /// <exception cref="ValidationException">The options are outside their limits.</exception>
    public static async Task<KafkaBroker> StartAsync(KafkaOptions options, Action<ILoggingBuilder>? logging = null, CancellationToken cancellationToken = default)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(KafkaBroker).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore();
        builder.AddKafkaBroker();
        builder.Services.Replace(ServiceDescriptor.Singleton(Options.Create(options)));
        logging?.Invoke(builder.Logging);
        var app = builder.Build();
        try
        {
            var address = await app.StartKafkaAsync(cancellationToken);
            return new KafkaBroker(app, address.ToString());
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
