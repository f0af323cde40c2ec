using System.Net;
using EventAi.Emulators.Grpc;
using EventAi.Emulators.Qdrant.Api.Faults;
using EventAi.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EventAi.Emulators.Qdrant;

/// <summary>
/// The emulator: gRPC on one loopback port (HTTP/2 cleartext only), REST and health on another (HTTP/1.1 only), one state behind both.
/// The protocol of a request therefore tells which interface it came in by.
/// </summary>
public sealed class QdrantServer : IAsyncDisposable
{
    private const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const int StreamWindow = 4 << 20;
    private readonly WebApplication _app;

    private QdrantServer(WebApplication app, IPEndPoint grpc, IPEndPoint rest)
    {
        _app = app;
        GrpcAddress = new Uri($"http://{grpc}");
        RestAddress = new Uri($"http://{rest}");
    }

    public Uri GrpcAddress { get; }

    public Uri RestAddress { get; }

    /// <exception cref="IOException">A port is in use, or the data directory is in use or not writable.</exception>
    /// <exception cref="InvalidDataException">A file in the data directory is damaged.</exception>
    public static async Task<QdrantServer> StartAsync(QdrantOptions options, CancellationToken cancellationToken = default)
    {
        ListenOptions? grpc = null;
        ListenOptions? rest = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear(); // ports and data come from the options alone
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // a start that fails is the caller's to report
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 2 * StreamWindow;
            kestrel.Limits.MaxRequestBodySize = GrpcEndpoints.DefaultMaxMessageLength;
            kestrel.Listen(IPAddress.Loopback, options.GrpcPort, listen => (grpc = listen).Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, options.RestPort, listen => (rest = listen).Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new CollectionStore(
            options.Data, new StoreSettings(TimeSpan.FromSeconds(options.FlushSeconds), (long)options.CheckpointMegabytes << 20, TimeProvider.System), services.GetRequiredService<ILogger<CollectionStore>>()));
        builder.Services.AddSingleton<FaultStore>();
        builder.Services.AddSingleton<QdrantMetrics>();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(Otlp, Environment.GetEnvironmentVariable(Otlp))]);
        builder.AddTelemetry();
        var app = builder.Build();
        try
        {
            var store = app.Services.GetRequiredService<CollectionStore>();
            if (options.Faults)
            {
                app.UseMiddleware<FaultMiddleware>();
            }
            app.Services.GetRequiredService<QdrantMetrics>();
            app.UseMiddleware<ApiKeyMiddleware>();
            app.MapWhen(context => HttpProtocol.IsHttp2(context.Request.Protocol), branch => MapGrpc(branch, store));
            app.MapWhen(context => !HttpProtocol.IsHttp2(context.Request.Protocol), branch => MapRest(branch, store));
            await app.StartAsync(cancellationToken);
            return new QdrantServer(app, grpc!.IPEndPoint!, rest!.IPEndPoint!);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the process is told to stop.</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void MapGrpc(IApplicationBuilder branch, CollectionStore store)
    {
        branch.UseRouting();
        branch.UseEndpoints(endpoints =>
        {
            foreach (var operation in Operations.All(store))
            {
                operation.Map(endpoints, TimeProvider.System);
            }
            endpoints.MapGrpcFallback();
        });
    }

    private static void MapRest(IApplicationBuilder branch, CollectionStore store)
    {
        branch.UseRouting();
        branch.UseEndpoints(endpoints => endpoints.MapRest(store));
    }
}
