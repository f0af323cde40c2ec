namespace EventAi.SampleHost;

/// <summary>A project that stands in for a broker: the way in which the application host declares its emulators.</summary>
public sealed class BrokerResource(string name) : ProjectResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{this.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)}");
}
