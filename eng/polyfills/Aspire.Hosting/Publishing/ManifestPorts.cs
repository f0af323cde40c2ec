using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The ports of a manifest's bindings: given ones stay, projects' first http and https ports are left to the deployment, the others count up from 8000.</summary>
internal sealed class ManifestPorts
{
    private readonly HashSet<int> used = [];
    private int next = 8000;

    public IReadOnlyList<(EndpointAnnotation Endpoint, int? Port, int? TargetPort)> Resolve(IResource resource)
    {
        HashSet<string> schemes = new(StringComparer.Ordinal);
        List<(EndpointAnnotation, int?, int?)> resolved = [];
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var (port, target) = (endpoint.Port is 0 ? null : endpoint.Port, endpoint.TargetPort is 0 ? null : endpoint.TargetPort);
            var isHttp = endpoint.UriScheme is "http" or "https";
            var isDefault = resource is ProjectResource && isHttp && schemes.Add(endpoint.UriScheme);
            target ??= resource is ContainerResource && port is not null ? port : isDefault ? null : Allocate();
            var exposed = port ?? (target is not null || isHttp ? null : Allocate());
            Use(exposed);
            Use(target);
            resolved.Add((endpoint, exposed, target));
        }
        return resolved;
    }

    private void Use(int? port)
    {
        if (port is { } value)
        {
            used.Add(value);
        }
    }

    private int Allocate()
    {
        while (!used.Add(next))
        {
            next++;
        }
        return next++;
    }
}
