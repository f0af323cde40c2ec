using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Runs the real Aspire dashboard (see eng/setup/dashboard.sh) as a resource, and beside it the service that it asks about the
/// resources. Without the dashboard the application runs all the same.
/// </summary>
internal sealed class DashboardHost(
    IServiceProvider services, IConfiguration configuration, DistributedApplicationOptions options, ConsoleReporter reporter, PortAllocator ports)
{
    private const string DefaultUrl = "http://127.0.0.1:18888";

    private WebApplication? resourceService;
    private DashboardResource? dashboard;

    public void AddTo(DistributedApplicationModel model)
    {
        if (options.DisableDashboard)
        {
            return;
        }
        var path = configuration["ASPIRE_DASHBOARD_PATH"]
            ?? (RepositoryState.Find(configuration) is { } state ? Path.Combine(state, "dashboard", "managed", "aspire-managed") : null);
        if (path is null || !File.Exists(path))
        {
            reporter.Say("the dashboard is not installed (eng/setup/dashboard.sh .eventai/dashboard fetches it): running without it");
            return;
        }
        DashboardResource added = new(path, Path.GetDirectoryName(path)!);
        dashboard = added;
        AddEndpoint("http", (configuration["ASPNETCORE_URLS"] ?? configuration["URLS"])?.Split(';')[0] ?? (PortAllocator.IsFree(new Uri(DefaultUrl).Port) ? DefaultUrl : null));
        AddEndpoint(DashboardResource.OtlpGrpc, configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        AddEndpoint(DashboardResource.OtlpHttp, configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]);
        dashboard.Annotations.Add(new ResourceSnapshotAnnotation(ResourceSnapshots.Initial(dashboard) with { IsHidden = true }));
        dashboard.Annotations.Add(new CommandLineArgsCallbackAnnotation(args => args.Add("dashboard")));
        dashboard.Annotations.Add(new EnvironmentCallbackAnnotation(context => SetEnvironment(context.EnvironmentVariables, added)));
        dashboard.Annotations.Add(new HealthCheckAnnotation(HealthCheckName));
        model.Resources.Insert(0, dashboard);
    }

    internal const string HealthCheckName = "aspire-dashboard_health";

    /// <summary>Serves aspire.v1.DashboardService on a loopback port, HTTP/2 without TLS.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.DisableDashboard)
        {
            return;
        }
        var port = configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] is { } configured && !Randomized ? new Uri(configured).Port : ports.Allocate();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "Aspire.Hosting", Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        // A dashboard that is still connected must not hold up the end.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        resourceService = builder.Build();
        DashboardService.Map(resourceService, services);
        try
        {
            await resourceService.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            throw new DistributedApplicationException($"Port {port} of the dashboard's resource service is in use by another process.", exception);
        }
        ResourceServiceUrl = $"http://127.0.0.1:{port}";
        if (dashboard is not null)
        {
            reporter.Say($"dashboard              {dashboard.GetEndpoint("http").Url}");
        }
    }

    /// <summary>Where the resource service listens, once started.</summary>
    public string? ResourceServiceUrl { get; private set; }

    public async Task StopAsync()
    {
        if (resourceService is { } running)
        {
            resourceService = null;
            await running.StopAsync();
            await running.DisposeAsync();
        }
    }

    // The testing builder asks for it: tests run side by side.
    private bool Randomized => string.Equals(configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase);

    private void AddEndpoint(string name, string? url)
    {
        int? port = url is null || Randomized ? null : new Uri(url).Port;
        EndpointAnnotation endpoint = new(System.Net.Sockets.ProtocolType.Tcp, "http", name: name, port: port, isProxied: false) { TargetHost = "127.0.0.1" };
        if (name == DashboardResource.OtlpGrpc)
        {
            endpoint.Transport = "http2";
        }
        dashboard!.Annotations.Add(endpoint);
    }

    private void SetEnvironment(Dictionary<string, object> environment, DashboardResource dashboard)
    {
        foreach (var (name, value) in configuration.AsEnumerable().Where(p => p.Key.StartsWith("ASPIRE_DASHBOARD_", StringComparison.OrdinalIgnoreCase) && p.Value is not null))
        {
            environment[name] = value!;
        }
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["ASPNETCORE_URLS"] = dashboard.GetEndpoint("http");
        environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = dashboard.GetEndpoint(DashboardResource.OtlpGrpc);
        environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = dashboard.GetEndpoint(DashboardResource.OtlpHttp);
        environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = ResourceServiceUrl!;
        environment["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "Unsecured";
        environment["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true"; // loopback only
        environment["DASHBOARD__API__ENABLED"] = "true";
        environment["DASHBOARD__API__AUTHMODE"] = "Unsecured";
        environment["DASHBOARD__OTLP__SUPPRESSUNSECUREDMESSAGE"] = "true";
        environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
    }
}
