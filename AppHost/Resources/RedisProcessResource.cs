namespace EventAi.AppHost.Resources;

/// <summary>redis-server as a resource; connection string: host and port.</summary>
public sealed class RedisProcessResource(string name, string folder) : ExecutableResource(name, "redis-server", folder), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"{this.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}");
}
