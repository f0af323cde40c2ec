using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>What the dashboard shows of a resource: its source, its process, its environment and its addresses.</summary>
internal static class ResourceSnapshots
{
    public static CustomResourceSnapshot Initial(IResource resource)
    {
        (string Type, ResourcePropertySnapshot[] Properties) shown = resource switch
        {
            ProjectResource project => (KnownResourceTypes.Project,
                [new(KnownProperties.Source, project.GetProjectMetadata().ProjectPath), new(KnownProperties.ProjectPath, project.GetProjectMetadata().ProjectPath)]),
            ExecutableResource executable => (KnownResourceTypes.Executable,
                [new(KnownProperties.Source, executable.Command), new(KnownProperties.ExecutablePath, executable.Command), new(KnownProperties.ExecutableWorkDir, executable.WorkingDirectory)]),
            _ when resource.TryGetContainerImageName(out var image) => (KnownResourceTypes.Container,
                [new(KnownProperties.Source, image), new(KnownProperties.ContainerImage, image)]),
            _ => (resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), []),
        };
        return new() { ResourceType = shown.Type, Properties = [.. shown.Properties] };
    }

    public static ImmutableArray<ResourcePropertySnapshot> With(this ImmutableArray<ResourcePropertySnapshot> properties, string name, object? value, bool isSensitive = false)
        => [.. properties.Where(p => p.Name != name), new ResourcePropertySnapshot(name, value) { IsSensitive = isSensitive }];

    public static CustomResourceSnapshot Started(
        CustomResourceSnapshot snapshot, ProcessSpec spec, int pid, IReadOnlyList<(string Value, bool IsSensitive)> appArguments,
        IReadOnlyDictionary<string, string> environment)
    {
        var secret = appArguments.Any(a => a.IsSensitive);
        var properties = snapshot.Properties
            .With(KnownProperties.ExecutablePath, spec.FileName)
            .With(KnownProperties.ExecutableWorkDir, spec.WorkingDirectory)
            .With(KnownProperties.ExecutableArgs, spec.Arguments.ToImmutableArray(), secret)
            .With(KnownProperties.ExecutablePid, pid)
            .With(KnownProperties.AppArgs, appArguments.Select(a => a.Value).ToImmutableArray(), secret)
            .With(KnownProperties.AppArgsSensitivity, appArguments.Select(a => a.IsSensitive ? 1 : 0).ToImmutableArray());
        return snapshot with
        {
            State = KnownResourceStates.Running,
            ExitCode = null,
            Properties = [.. properties.Where(p => p.Name != KnownProperties.ExitCode)],
            EnvironmentVariables = [.. environment.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new EnvironmentVariableSnapshot(p.Key, p.Value, IsFromSpec: true))],
            Urls = [.. snapshot.Urls.Select(u => u with { IsInactive = false })],
        };
    }

    public static CustomResourceSnapshot Ended(CustomResourceSnapshot snapshot, string state, int? exitCode) => snapshot with
    {
        State = state,
        ExitCode = exitCode,
        Properties = exitCode is { } code
            ? [.. snapshot.Properties.With(KnownProperties.ExitCode, code).Where(p => p.Name != KnownProperties.ExecutablePid)]
            : [.. snapshot.Properties.Where(p => p.Name is not (KnownProperties.ExecutablePid or KnownProperties.ExitCode))],
        Urls = [.. snapshot.Urls.Select(u => u with { IsInactive = u.Name is not null })],
    };

    public static async Task<ImmutableArray<UrlSnapshot>> UrlsAsync(IResource resource, DistributedApplicationExecutionContext context, CancellationToken cancellationToken)
    {
        List<ResourceUrlAnnotation> urls = resource is IResourceWithEndpoints endpoints
            ? [.. endpoints.GetEndpoints().Where(e => e.IsAllocated).Select(e => new ResourceUrlAnnotation { Url = e.Url, Endpoint = e })]
            : [];
        ResourceUrlsCallbackContext callback = new(context, resource, urls, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(callback);
        }
        return [.. urls.Select(url => new UrlSnapshot(url.Endpoint?.EndpointName, Absolute(url), url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = url.Endpoint is not null,
            DisplayProperties = new(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        })];
    }

    private static string Absolute(ResourceUrlAnnotation url)
        => url.Endpoint is { IsAllocated: true } endpoint && url.Url.StartsWith('/') ? endpoint.Url + url.Url : url.Url;
}
