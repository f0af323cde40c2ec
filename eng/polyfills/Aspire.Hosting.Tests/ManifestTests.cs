using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace EventAi.Aspire.Hosting.Tests;

/// <summary>What publishing writes, against a manifest checked by hand with the format of Aspire 13.5.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("eventai-manifest").FullName;

    [Fact]
    public async Task Manifest_OfEveryKindOfResource_IsTheOneExpected()
    {
        var path = Path.Combine(directory, "aspire-manifest.json");
        await PublishAsync(["--publisher", "manifest", "--output-path", path]);

        var expected = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "expected-manifest.json"));
        // Paths are relative to the manifest, so they depend on where this runs.
        var found = (await File.ReadAllTextAsync(path))
            .Replace(Path.GetRelativePath(directory, new Projects.Fixture().ProjectPath), "FIXTURE", StringComparison.Ordinal)
            .Replace(Path.GetRelativePath(directory, Directory.GetCurrentDirectory()), "HOST", StringComparison.Ordinal)
            .Replace(Path.GetRelativePath(directory, "/opt"), "OPT", StringComparison.Ordinal);
        Assert.Equal(expected.TrimEnd(), found.TrimEnd());
        using var json = JsonDocument.Parse(found);
        Assert.Equal(JsonValueKind.Object, json.RootElement.GetProperty("resources").ValueKind);
    }

    [Fact]
    public async Task Manifest_WrittenByTheStep_IsTheSameEveryTime()
    {
        await PublishAsync(["--operation", "publish", "--step", "publish-manifest", "--output-path", directory]);
        var first = await File.ReadAllTextAsync(Path.Combine(directory, "aspire-manifest.json"));
        await PublishAsync(["--operation", "publish", "--step", "publish-manifest", "--output-path", directory]);
        Assert.Equal(first, await File.ReadAllTextAsync(Path.Combine(directory, "aspire-manifest.json")));
        Assert.Single(Directory.GetFiles(directory));
    }

    [Fact]
    public async Task Publish_WithoutAnOutputPath_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishAsync(["--publisher", "manifest"]));
        Assert.Contains("--output-path", exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static async Task PublishAsync(string[] args)
    {
        await using var builder = DistributedApplicationTestingBuilder.Create(args);
        Assert.True(builder.ExecutionContext.IsPublishMode);
        var secret = builder.AddParameter("signing-key", secret: true);
        var region = builder.AddParameter("region", "eu-central-1", publishValueAsDefault: true);
        var salt = builder.AddParameter("salt", new GenerateParameterDefault { MinLength = 32, Special = false, MinNumeric = 2 }, secret: true);
        var kafka = builder.AddKafka("kafka").WithKafkaUI().WithDataVolume();
        var redis = builder.AddRedis("redis").WithDataVolume();
        var qdrant = builder.AddQdrant("qdrant").WithDataVolume("vectors");
        var ollama = builder.AddOllama("ollama").WithDataVolume();
        var model = ollama.AddModel("all-minilm:22m");
        var aws = builder.AddContainer("aws", "localstack/localstack", "4.14.0")
            .WithHttpEndpoint(targetPort: 4566)
            .WithBindMount("init", "/etc/localstack/init", isReadOnly: true)
            .WithEnvironment("SERVICES", "s3,sqs");
        var objects = builder.AddConnectionString("objects", ReferenceExpression.Create($"Endpoint={aws.GetEndpoint("http")};Region={region}"));
        var back = builder.AddProject<Projects.Fixture>("back").WithHttpEndpoint()
            .WithReference(kafka).WithReference(redis).WithReference(qdrant).WithReference(model).WithReference(objects)
            .WithEnvironment("SIGNING_KEY", secret).WithEnvironment("SALT", salt)
            .WithReplicas(2);
        builder.AddProject<Projects.Fixture>("front").WithHttpEndpoint(port: 8080).WithHttpEndpoint(name: "admin").WithEndpoint(name: "tcp", scheme: "tcp")
            .WithExternalHttpEndpoints()
            .WithReference(back).WithArgs("--back", back.GetEndpoint("http"));
        builder.AddExecutable("job", "python3", "/opt/job", "main.py", back.GetEndpoint("http").Property(EndpointProperty.Port)).WithHttpEndpoint(targetPort: 9000, env: "PORT");
        await using var app = await builder.BuildAsync();
        await app.StartAsync().WaitAsync(TestApplication.Deadline);
    }
}
