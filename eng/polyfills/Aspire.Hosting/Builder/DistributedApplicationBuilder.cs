using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder host;

    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
    }

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        HostApplicationBuilderSettings settings = new() { Args = options.Args, Configuration = new() };
        settings.Configuration.AddEnvironmentVariables("ASPIRE_");
        BuilderInterception.Current?.OnConstructing(options, settings);

        AppHostAssembly = options.AssemblyName is { } assemblyName ? Assembly.Load(assemblyName) : Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? Metadata("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        settings.ContentRootPath ??= AppHostDirectory;
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name;
        host = new(settings);
        AddCommandLine(options.Args ?? []);

        ExecutionContext = string.Equals(Configuration["AppHost:Operation"], "publish", StringComparison.OrdinalIgnoreCase) || Configuration["Publishing:Publisher"] is not null
            ? new(DistributedApplicationOperation.Publish, Configuration["Publishing:Publisher"] ?? "manifest")
            : new(DistributedApplicationOperation.Run);
        SetIdentity();
        AddServices(options);
        if (Interception is null)
        {
            // What Program.cs throws for the user to read is one line too, as what the start throws is.
            AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        }
        BuilderInterception.Current?.OnConstructed(this);
    }

    public ConfigurationManager Configuration => host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => host.Environment;

    public IServiceCollection Services => host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IResourceCollection Resources { get; } = new ResourceCollection([]);

    internal DistributedApplicationOptions Options { get; }

    internal BuilderInterception? Interception { get; } = BuilderInterception.Current;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resources.TryGetByName(resource.Name, out var existing))
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type '{existing.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new DistributedApplicationResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        Interception?.OnBuilding(this);
        DistributedApplication application = new(host.Build());
        ExecutionContext.Services = application.Services;
        Interception?.OnBuilt(application);
        return application;
    }

    private static void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is DistributedApplicationException exception)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            System.Environment.Exit(1);
        }
    }

    private void AddCommandLine(string[] args)
    {
        Dictionary<string, string> switches = new(StringComparer.Ordinal)
        {
            ["--operation"] = "AppHost:Operation",
            ["--publisher"] = "Publishing:Publisher",
            ["--step"] = "Pipeline:Step",
            ["--output-path"] = "Pipeline:OutputPath",
        };
        Configuration.AddCommandLine(args, switches);
        if (string.Equals(Configuration["Publishing:Publisher"], "manifest", StringComparison.OrdinalIgnoreCase))
        {
            Configuration["Pipeline:Step"] ??= "publish-manifest";
            Configuration["AppHost:Operation"] ??= "Publish";
        }
    }

    /// <summary>
    /// The identity that names of volumes carry: in publish mode it depends on the project's name only, so that the
    /// manifest is the same wherever it is written (as in Aspire 13.5).
    /// </summary>
    private void SetIdentity()
    {
        var project = Metadata("apphostprojectname") ?? Environment.ApplicationName;
        var path = Path.Combine(AppHostDirectory, project);
        var identity = ExecutionContext.IsPublishMode ? project : path.ToLowerInvariant();
        Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["AppHost:Directory"] = AppHostDirectory,
            ["AppHost:Path"] = path,
            ["AppHost:DashboardApplicationName"] = Options.DashboardApplicationName ?? Path.GetFileNameWithoutExtension(project),
            ["AppHost:Sha256"] = Configuration["AppHostSha"] ?? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity))),
        });
    }

    private void AddServices(DistributedApplicationOptions options)
    {
        host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // A start that fails is told by whoever called it: in one line by RunAsync, as an exception to a test.
        host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        host.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Error);
        host.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // The orchestrator stops the resources within ten seconds; the host gives it time for that.
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(20));
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(options);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddHealthChecks().Add(new(
            DashboardHost.HealthCheckName,
            p => new HttpEndpointHealthCheck(p.GetRequiredService<DistributedApplicationModel>().Resources.OfType<DashboardResource>().Single().GetEndpoint("http"), "/health", 200, p.GetRequiredService<IHttpClientFactory>()),
            default, default));
        Services.AddHttpClient();
        Services.AddOptions<ResourceNotificationServiceOptions>().Configure(o =>
            o.DefaultWaitBehavior = options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        Services.AddSingleton(p => new ResourceLoggerService(p.GetRequiredService<TimeProvider>()));
        Services.AddSingleton(p => new ResourceNotificationService(
            p, p.GetRequiredService<Microsoft.Extensions.Options.IOptions<ResourceNotificationServiceOptions>>().Value, p.GetRequiredService<TimeProvider>()));
        Services.AddSingleton(p => new ResourceCommandService(p.GetRequiredService<ResourceNotificationService>(), p.GetRequiredService<ResourceLoggerService>(), p));
        if (ExecutionContext.IsPublishMode)
        {
            Services.AddHostedService<ManifestPublisher>();
            return;
        }
        Services.AddSingleton<PortAllocator>();
        Services.AddSingleton<ProcessLauncher>();
        Services.AddSingleton<HealthMonitor>();
        Services.AddSingleton<DashboardHost>();
        Services.AddSingleton<ConsoleReporter>();
        Services.AddSingleton<ApplicationOrchestrator>();
        Services.AddHostedService(p => p.GetRequiredService<ApplicationOrchestrator>());
    }

    private string? Metadata(string key)
        => AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => string.Equals(a.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}

/// <summary>
/// How Aspire.Hosting.Testing takes part in the building of an application whose entry point it runs. The value flows
/// with the entry point's execution context, so several applications can be built side by side.
/// </summary>
internal sealed class BuilderInterception
{
    private static readonly AsyncLocal<BuilderInterception?> CurrentInterception = new();

    public static BuilderInterception? Current
    {
        get => CurrentInterception.Value;
        set => CurrentInterception.Value = value;
    }

    public required Action<DistributedApplicationOptions, HostApplicationBuilderSettings> OnConstructing { get; init; }

    public required Action<DistributedApplicationBuilder> OnConstructed { get; init; }

    /// <summary>Called by <c>Build()</c>; blocks until the test builds the application.</summary>
    public required Action<DistributedApplicationBuilder> OnBuilding { get; init; }

    public required Action<DistributedApplication> OnBuilt { get; init; }

    public Action? OnDisposed { get; init; }

    /// <summary>Called by <c>Run()</c>, <c>RunAsync()</c>, <c>StartAsync()</c> of the entry point: the test, not the entry point, starts the application.</summary>
    public required Func<Task> WaitForShutdown { get; init; }
}
