namespace EventAi.AppHost.Resources;

/// <summary>What all services have in common in the application model.</summary>
internal static class ServiceResources
{
    /// <summary>A service with an HTTP endpoint and a health check.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name, int? port = null)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name).WithHttpEndpoint(port: port).WithHttpHealthCheck("/health");

    /// <summary>Gives a service the connection string of a resource, and lets it start when the resource is healthy.</summary>
    public static IResourceBuilder<ProjectResource> Uses(this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithConnectionString> resource)
        => service.WithReference(resource).WaitFor(resource);
}
