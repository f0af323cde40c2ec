namespace EventAi.AppHost.Resources;

/// <summary>Emulators/Aws as a resource; connection string: the endpoint's URL.</summary>
public sealed class AwsEmulatorResource(string name) : ProjectResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"{this.GetEndpoint("http").Property(EndpointProperty.Url)}");
}
