using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Stand-in for Aspire.Hosting.Kafka 13.5.4.</summary>
public class KafkaServerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    public EndpointReference InternalEndpoint => new(this, "internal");

    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
    ];
}

public sealed class KafkaUIContainerResource(string name) : ContainerResource(name);

public static class KafkaBuilderExtensions
{
    private const string DataDirectory = "/var/lib/kafka/data";

    public static IResourceBuilder<KafkaServerResource> AddKafka(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        KafkaServerResource kafka = new(name);
        return builder.AddResource(kafka)
            .WithEndpoint(targetPort: 9092, port: port, name: "tcp")
            .WithEndpoint(targetPort: 9093, name: "internal")
            .WithImage("confluentinc/confluent-local", "8.2.0")
            .WithImageRegistry("docker.io")
            .WithIconName("MailMultiple")
            .WithEnvironment(context => SetListeners(context, kafka));
    }

    /// <summary>Adds the UI for all brokers; it is not part of the manifest.</summary>
    public static IResourceBuilder<KafkaServerResource> WithKafkaUI(
        this IResourceBuilder<KafkaServerResource> builder, Action<IResourceBuilder<KafkaUIContainerResource>>? configureContainer = null, string? containerName = null)
    {
        var ui = builder.ApplicationBuilder.Resources.OfType<KafkaUIContainerResource>().SingleOrDefault() is { } existing
            ? builder.ApplicationBuilder.CreateResourceBuilder(existing)
            : builder.ApplicationBuilder.AddResource(new KafkaUIContainerResource(containerName ?? "kafka-ui"))
                .WithImage("kafbat/kafka-ui", "v1.5.0")
                .WithImageRegistry("docker.io")
                .WithIconName("WindowDatabase")
                .WithHttpEndpoint(targetPort: 8080)
                .ExcludeFromManifest();
        configureContainer?.Invoke(ui);
        return builder;
    }

    public static IResourceBuilder<KafkaUIContainerResource> WithHostPort(this IResourceBuilder<KafkaUIContainerResource> builder, int? port)
        => builder.WithEndpoint("http", endpoint => endpoint.Port = port);

    public static IResourceBuilder<KafkaServerResource> WithDataVolume(this IResourceBuilder<KafkaServerResource> builder, string? name = null, bool isReadOnly = false)
        => builder.WithEnvironment("KAFKA_LOG_DIRS", DataDirectory).WithVolume(name ?? VolumeNameGenerator.Generate(builder, "data"), DataDirectory, isReadOnly);

    public static IResourceBuilder<KafkaServerResource> WithDataBindMount(this IResourceBuilder<KafkaServerResource> builder, string source, bool isReadOnly = false)
        => builder.WithEnvironment("KAFKA_LOG_DIRS", DataDirectory).WithBindMount(source, DataDirectory, isReadOnly);

    private static void SetListeners(EnvironmentCallbackContext context, KafkaServerResource kafka)
    {
        var (primary, inside) = (kafka.PrimaryEndpoint, kafka.InternalEndpoint);
        context.EnvironmentVariables["KAFKA_LISTENERS"] = "PLAINTEXT://localhost:29092,CONTROLLER://localhost:29093,PLAINTEXT_HOST://0.0.0.0:9092,PLAINTEXT_INTERNAL://0.0.0.0:9093";
        context.EnvironmentVariables["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"] = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,PLAINTEXT_HOST:PLAINTEXT,PLAINTEXT_INTERNAL:PLAINTEXT";
        context.EnvironmentVariables["KAFKA_ADVERTISED_LISTENERS"] = context.ExecutionContext.IsRunMode
            ? ReferenceExpression.Create($"PLAINTEXT://localhost:29092,PLAINTEXT_HOST://localhost:{primary.Property(EndpointProperty.Port)},PLAINTEXT_INTERNAL://{kafka.Name}:{inside.Property(EndpointProperty.TargetPort)}")
            : ReferenceExpression.Create($"PLAINTEXT://{primary.Property(EndpointProperty.Host)}:29092,PLAINTEXT_HOST://{primary.Property(EndpointProperty.HostAndPort)},PLAINTEXT_INTERNAL://{inside.Property(EndpointProperty.HostAndPort)}");
    }
}
