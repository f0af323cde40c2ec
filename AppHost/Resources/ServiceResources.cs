namespace EventAi.AppHost.Resources;

/// <summary>What all services have in common in the application model.</summary>
internal static class ServiceResources
{
    /// <summary>A service with an HTTP endpoint and a health check.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name, int? port = null)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name).WithHttpEndpoint(port: port).WithHttpHealthCheck("/health");

    /// <summary>
    /// The one process of a service keeps its place in its consumer groups over a restart (Kafka's static membership). Only here: a deployment
    /// that runs several replicas gives each its own <c>Kafka__InstanceId</c>, or none.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AsStaticMember(this IResourceBuilder<ProjectResource> service)
        => service.ApplicationBuilder.ExecutionContext.IsRunMode ? service.WithEnvironment("Kafka__InstanceId", "1") : service;

    /// <summary>Gives a service the connection string of a resource, and lets it start when the resource is healthy.</summary>
    public static IResourceBuilder<ProjectResource> Uses(this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithConnectionString> resource)
        => service.WithReference(resource).WaitFor(resource);
}
