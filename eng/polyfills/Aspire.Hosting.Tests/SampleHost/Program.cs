using EventAi.SampleHost;

// A small application host with every kind of resource that the real one has; containers where it is published.
var builder = DistributedApplication.CreateBuilder(args);
var token = builder.AddParameter("token", () => "s3cret-t0ken", secret: true);

IResourceBuilder<IResourceWithConnectionString> broker = builder.ExecutionContext.IsPublishMode
    ? builder.AddKafka("broker").WithDataVolume()
    : builder.AddResource(new BrokerResource("broker"))
        .WithAnnotation<IProjectMetadata>(new Projects.Fixture())
        .WithEndpoint(name: "tcp", scheme: "tcp", env: "BROKER_PORT")
        .WithHttpEndpoint(name: "http", env: "HTTP_PORTS")
        .WithHttpHealthCheck("/health", endpointName: "http")
        .WithOtlpExporter();

var back = builder.AddProject<Projects.Fixture>("back")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(broker)
    .WithEnvironment("TOKEN", token)
    .WaitFor(broker)
    .WithCommand("greet", "Greet", context => Task.FromResult(CommandResults.Success("greeted", $"hello from {context.ResourceName}", CommandResultFormat.Text)));

builder.AddProject<Projects.Fixture>("front")
    .WithHttpEndpoint(port: builder.Configuration["front-port"] is { } port ? int.Parse(port) : null)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(back)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Front page")
    .WaitFor(back);

if (builder.ExecutionContext.IsRunMode)
{
    var ticker = builder.AddExecutable("ticker", "/bin/sh", ".", "-c", "n=0; while true; do n=$((n+1)); echo tick $n; sleep 1; done");
    builder.AddExecutable("later", "sleep", ".", "1000").WithExplicitStart().WithParentRelationship(ticker);
}

builder.Build().Run();
