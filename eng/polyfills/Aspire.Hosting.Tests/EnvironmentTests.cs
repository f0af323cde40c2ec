using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EventAi.SampleHost;

namespace EventAi.Aspire.Hosting.Tests;

public sealed class EnvironmentTests
{
    [Fact]
    public async Task Project_WithReferences_GetsWhatAspireInjects()
    {
        await using var test = await TestApplication.StartAsync(builder =>
        {
            var token = builder.AddParameter("token", () => "t0ken", secret: true);
            var broker = builder.AddResource(new BrokerResource("my-broker"))
                .WithAnnotation<IProjectMetadata>(new Projects.Fixture())
                .WithEndpoint(name: "tcp", scheme: "tcp", env: "BROKER_PORT")
                .WithHttpEndpoint(name: "http", env: "HTTP_PORTS")
                .WithHttpHealthCheck("/health", endpointName: "http");
            var cache = builder.AddConnectionString("cache", ReferenceExpression.Create($"{broker.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)},password={token}"));
            var back = builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint();
            builder.AddProject<Projects.Fixture>("front").WithHttpEndpoint().WithHttpHealthCheck("/health")
                // A project that has a connection string: C# would choose the overload for service discovery.
                .WithReference((IResourceBuilder<IResourceWithConnectionString>)broker).WithReference(cache).WithReference(back)
                .WithEnvironment("TOKEN", token)
                .WithEnvironment("BACK", back.GetEndpoint("http"))
                .WithEnvironment("TEXT", $"{back.GetEndpoint("http").Property(EndpointProperty.Port)} {{of}} {token}")
                .WithEnvironment(context => context.EnvironmentVariables["CALLBACK"] = 42)
                .WithArgs("--first", "with space")
                .WaitFor(broker);
        });
        await test.HealthyAsync("front", "my-broker");

        var environment = await test.EnvironmentOfAsync("front");
        var broker = test.App.GetEndpoint("my-broker", "tcp").Authority;
        var back = test.App.GetEndpoint("back").GetLeftPart(UriPartial.Authority);
        Assert.Equal(broker, environment["ConnectionStrings__my-broker"]);
        Assert.Equal($"{broker},password=t0ken", environment["ConnectionStrings__cache"]);
        Assert.Equal(back, environment["services__back__http__0"]);
        Assert.Equal(back, environment["BACK_HTTP"]);
        Assert.Equal(back, environment["BACK"]);
        Assert.Equal("t0ken", environment["TOKEN"]);
        Assert.Equal($"{new Uri(back).Port} {{of}} t0ken", environment["TEXT"]);
        Assert.Equal("42", environment["CALLBACK"]);
        Assert.Equal($"http://localhost:{test.App.GetEndpoint("front").Port}", environment["ASPNETCORE_URLS"]);
        Assert.Equal($"{broker},password=t0ken", await test.App.GetConnectionStringAsync("cache"));

        var ownBroker = (await test.EnvironmentOfAsync("my-broker"));
        Assert.Equal(new Uri($"tcp://{broker}").Port.ToString(), ownBroker["BROKER_PORT"]);
        Assert.Equal(test.App.GetEndpoint("my-broker", "http").Port.ToString(), ownBroker["HTTP_PORTS"]);
        Assert.False(ownBroker.ContainsKey("ASPNETCORE_URLS"));
    }

    [Fact]
    public async Task Project_InDevelopment_GetsTelemetrySettings()
    {
        await using var test = await TestApplication.StartAsync(builder =>
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health"));
        await test.HealthyAsync("back");

        var environment = await test.EnvironmentOfAsync("back");
        var id = test.Notifications.Find("back").Single().ResourceId;
        Assert.Equal("back", environment["OTEL_SERVICE_NAME"]);
        // The dashboard joins telemetry and resource by "service.name-service.instance.id".
        Assert.Equal($"service.instance.id={id["back-".Length..]}", environment["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Matches(new Regex("^[a-z]{8}$", RegexOptions.None, TimeSpan.FromSeconds(1)), id["back-".Length..]);
        Assert.Equal("grpc", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.StartsWith("http://", environment["OTEL_EXPORTER_OTLP_ENDPOINT"], StringComparison.Ordinal);
        Assert.Equal("always_on", environment["OTEL_TRACES_SAMPLER"]);
        Assert.All(["OTEL_BSP_SCHEDULE_DELAY", "OTEL_BLRP_SCHEDULE_DELAY", "OTEL_METRIC_EXPORT_INTERVAL"], name => Assert.Equal("1000", environment[name]));
    }

    [Fact]
    public async Task Snapshot_OfRunningProject_HoldsPidEnvironmentAndMaskedArguments()
    {
        await using var test = await TestApplication.StartAsync(builder =>
        {
            var token = builder.AddParameter("token", () => "t0ken", secret: true);
            builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint().WithHttpHealthCheck("/health").WithArgs("--key", token.Resource);
        });
        await test.HealthyAsync("back");

        var snapshot = test.Notifications.Find("back").Single().Snapshot;
        var properties = snapshot.Properties.ToDictionary(p => p.Name, StringComparer.Ordinal);
        Assert.Equal(await test.PidAsync("back"), properties["executable.pid"].Value);
        Assert.True(properties["resource.appArgs"].IsSensitive);
        Assert.Equal(["--key", "t0ken"], (IEnumerable<string>)properties["resource.appArgs"].Value!);
        Assert.Contains(snapshot.EnvironmentVariables, v => v is { Name: "OTEL_SERVICE_NAME", Value: "back" });
        Assert.Contains(snapshot.Urls, u => u.Url == test.App.GetEndpoint("back").GetLeftPart(UriPartial.Authority) && !u.IsInactive);
        var parameter = test.Notifications.Find("token").Single().Snapshot;
        Assert.Contains(parameter.Properties, p => p is { Name: "Value", Value: "t0ken", IsSensitive: true });
    }
}
