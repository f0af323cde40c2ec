using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using EventAi.Emulators.Aws.EventBridge;
using EventAi.Emulators.Aws.Faults;
using EventAi.Emulators.Aws.S3;
using EventAi.Emulators.Aws.S3.Lifecycle;
using EventAi.Emulators.Aws.S3.Notifications;
using EventAi.Emulators.Aws.S3.State;
using EventAi.Emulators.Aws.Signing;
using EventAi.Emulators.Aws.Sqs;
using EventAi.Emulators.Aws.Sqs.State;
using EventAi.Emulators.Aws.StepFunctions;
using EventAi.ServiceDefaults;
using Microsoft.AspNetCore.Connections;

namespace EventAi.Emulators.Aws;

/// <summary>
/// The endpoint, in a process of its own or inside another one (tests). Disposing it stops it as SIGTERM would.
/// <code>await using var aws = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true });</code>
/// </summary>
public sealed class AwsServer : IAsyncDisposable
{
    private const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly WebApplication _app;

    private AwsServer(WebApplication app, Uri address) => (_app, Address) = (app, address);

    /// <summary>For a client's service URL, e.g. <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Address { get; }

    /// <summary>Starts the endpoint; it answers when the task completes.</summary>
    /// <exception cref="ValidationException">The options contradict their limits.</exception>
    /// <exception cref="IOException">The port is taken, or the data directory cannot be used.</exception>
    /// <exception cref="InvalidDataException">What is in the data directory is not this program's.</exception>
    /// <exception cref="UnauthorizedAccessException">The data directory must not be written.</exception>
    public static async Task<AwsServer> StartAsync(
        AwsOptions options, TimeProvider? time = null, Action<ILoggingBuilder>? logging = null, CancellationToken cancellationToken = default)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(AwsServer).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
            // Each operation has a limit of its own; an object may have 5 GiB.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
            kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        });
        builder.WebHost.UseSockets(static sockets =>
        {
            // See PoolThread.
            sockets.UnsafePreferInlineScheduling = true;
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, ConnectionBuffers>();
        logging?.Invoke(builder.Logging);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Otlp)))
        {
            Trace(builder);
        }
        // Its being enabled at all would cost an activity for every request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Program tells the outcome of the start in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        AddServices(builder.Services, options, time ?? TimeProvider.System);
        var app = builder.Build();
        try
        {
            app.Services.GetRequiredService<DataDirectory>();
            app.Services.GetRequiredService<SqsState>();
            app.Services.GetRequiredService<S3State>();
            app.Services.PrepareStepFunctions();
            var endpoint = app.Services.GetRequiredService<AwsEndpoint>();
            app.Run(endpoint.HandleAsync);
            await app.StartAsync(cancellationToken);
            var address = new Uri(app.Urls.First());
            app.Services.BeginStepFunctions(address);
            app.Services.BeginEventBridge();
            return new AwsServer(app, address);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes when the process is told to end (SIGTERM, Ctrl-C).</summary>
    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Traces that go on with the traceparent of a request, metrics and logs over OTLP. On its own, so that a start without them loads nothing of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Trace(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create(Otlp, Environment.GetEnvironmentVariable(Otlp))]);
        builder.AddTelemetry();
    }

    private static void AddServices(IServiceCollection services, AwsOptions options, TimeProvider time)
    {
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        services.AddSingleton(options);
        services.AddSingleton(time);
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<FaultInjection>();
        services.AddSingleton<SignatureVerifier>();
        services.AddSingleton<SqsState>();
        services.AddSingleton<MoveTasks>();
        services.AddSingleton<S3State>();
        services.AddSingleton<ObjectEvents>();
        services.AddHostedService<LifecycleWorker>();
        // The last one takes what no other claims, as anything may be a bucket's name.
        services.AddStepFunctions();
        services.AddEventBridge();
        services.AddSingleton<IAwsService, SqsService>();
        services.AddSingleton<IAwsService, S3Service>();
        services.AddSingleton<AwsEndpoint>();
    }
}
