namespace EventAi.AppHost.Resources;

/// <summary>Emulators/Kafka as a resource; connection string: bootstrap servers.</summary>
public sealed class KafkaEmulatorResource(string name) : ProjectResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"{this.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}");
}
