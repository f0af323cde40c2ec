namespace EventAi.AppHost.Resources;

/// <summary>Emulators/Qdrant as a resource; connection string: <c>Endpoint=…</c> of its gRPC endpoint.</summary>
public sealed class QdrantEmulatorResource(string name) : ProjectResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"Endpoint={this.GetEndpoint("grpc").Property(EndpointProperty.Url)}");
}
