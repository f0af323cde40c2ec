using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public class ProjectResourceOptions
{
    public string? LaunchProfileName { get; set; }

    public bool ExcludeLaunchProfile { get; set; }

    public bool ExcludeKestrelEndpoints { get; set; }
}

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
        => builder.AddProject<TProject>(name, o => (o.ExcludeLaunchProfile, o.LaunchProfileName) = (launchProfileName is null, launchProfileName));

    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), configure);

    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, [ResourceName] string name, string projectPath)
        => builder.AddProject(name, new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), _ => { });

    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
        => builder.WithAnnotation(new ReplicaAnnotation(replicas));

    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
        => projectResource.Annotations.OfType<IProjectMetadata>().SingleOrDefault()
            ?? throw new DistributedApplicationException($"Project metadata was not found for resource '{projectResource.Name}'.");

    private static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        ProjectResourceOptions options = new();
        configure(options);
        var launchSettings = Path.Combine(Path.GetDirectoryName(metadata.ProjectPath) ?? "", "Properties", "launchSettings.json");
        if (!options.ExcludeLaunchProfile && File.Exists(launchSettings))
        {
            throw new DistributedApplicationException(
                $"Project '{metadata.ProjectPath}' has launch profiles, which the stand-in for Aspire does not read: pass `launchProfileName: null` and describe its endpoints in the application host.");
        }
        var project = builder.AddResource(new ProjectResource(name));
        return project
            .WithAnnotation(metadata)
            .WithAnnotation(new ProjectLaunchDefaultsAnnotation())
            .WithEnvironment(context => SetDefaults(context, project.Resource))
            .WithOtlpExporter()
            .WithEnvironment(context => SetPorts(context, project.Resource));
    }

    private static void SetDefaults(EnvironmentCallbackContext context, ProjectResource project)
    {
        var environment = context.EnvironmentVariables;
        environment["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (context.ExecutionContext.IsRunMode)
        {
            environment["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            environment["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            environment["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
            environment["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        }
        else if (project.GetEndpoints().Any())
        {
            environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }
    }

    private static void SetPorts(EnvironmentCallbackContext context, ProjectResource project)
    {
        var environment = context.EnvironmentVariables;
        if (context.ExecutionContext.IsRunMode)
        {
            // Every endpoint counts, whatever its scheme: so does Aspire, and a project with others names its URLs itself.
            ReferenceExpressionBuilder urls = new();
            foreach (var endpoint in project.GetEndpoints())
            {
                urls.AppendLiteral(urls.IsEmpty ? "" : ";");
                urls.Append($"{endpoint.Property(EndpointProperty.Scheme)}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}");
            }
            if (!urls.IsEmpty)
            {
                environment.TryAdd("ASPNETCORE_URLS", urls.Build());
            }
            return;
        }
        foreach (var (variable, scheme) in new[] { ("HTTP_PORTS", "http"), ("HTTPS_PORTS", "https") })
        {
            ReferenceExpressionBuilder ports = new();
            foreach (var endpoint in project.GetEndpoints().Where(e => e.Scheme == scheme))
            {
                ports.AppendLiteral(ports.IsEmpty ? "" : ";");
                ports.AppendFormatted(endpoint.Property(EndpointProperty.TargetPort));
            }
            if (!ports.IsEmpty)
            {
                environment.TryAdd(variable, ports.Build());
            }
        }
    }

    private sealed class ProjectMetadata(string projectPath) : IProjectMetadata
    {
        public string ProjectPath { get; } = projectPath;
    }
}
