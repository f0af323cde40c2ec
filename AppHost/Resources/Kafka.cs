namespace EventAi.AppHost.Resources;

/// <summary>Resource <c>kafka</c>: the bus.</summary>
internal static class Kafka
{
    /// <summary>Tools beside the stack (load driver, command-line clients) find the broker here.</summary>
    private const int Port = 19092;

    public static IResourceBuilder<IResourceWithConnectionString> AddKafkaBroker(this IDistributedApplicationBuilder builder, Backing backing)
        => backing == Backing.Containers
            ? builder.AddKafka("kafka", Port).WithDataVolume("eventai-kafka").WithKafkaUI()
            : builder.AddEmulator();

    private static IResourceBuilder<KafkaEmulatorResource> AddEmulator(this IDistributedApplicationBuilder builder)
    {
        var kafka = builder.AddResource(new KafkaEmulatorResource("kafka"))
            .WithAnnotation<IProjectMetadata>(new Projects.KafkaEmulator())
            .WithEndpoint(port: Port, name: "tcp", scheme: "tcp", env: "Kafka__Port")
            .WithHttpEndpoint(name: "http", env: "HTTP_PORTS")
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithEnvironment("Kafka__Data", DataDirectory.Of(builder, "kafka"));
        // Clients come through the endpoint's own address, which is not always the one that the broker listens on.
        return kafka.WithEnvironment("Kafka__Advertised", kafka.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort));
    }
}
