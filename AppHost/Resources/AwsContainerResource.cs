namespace EventAi.AppHost.Resources;

/// <summary>LocalStack as a resource; connection string: the endpoint's URL.</summary>
public sealed class AwsContainerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression
        => ReferenceExpression.Create($"{this.GetEndpoint("http").Property(EndpointProperty.Url)}");
}
