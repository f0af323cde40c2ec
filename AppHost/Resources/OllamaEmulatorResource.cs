namespace EventAi.AppHost.Resources;

/// <summary>Emulators/Ollama as a resource; connection string: <c>Endpoint=…</c>.</summary>
public sealed class OllamaEmulatorResource(string name) : ProjectResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"Endpoint={this.GetEndpoint("http").Property(EndpointProperty.Url)}");
}
