using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Gives every endpoint its port. Real Aspire puts a proxy before each process; here the process listens on the endpoint's own
/// port, and only replicas (or a listen port that is fixed and another than the public one) get a proxy.
/// </summary>
internal sealed class EndpointAllocation(PortAllocator ports, bool randomize) : IDisposable
{
    private readonly List<ReplicaProxy> proxies = [];

    public void Allocate(IResource resource, IReadOnlyList<ResourceInstance> replicas)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.AllocatedEndpoint is null))
        {
            var what = $"endpoint '{endpoint.Name}' of resource '{resource.Name}'";
            // In tests, which run side by side, a proxied endpoint's port is any port (Aspire's DcpPublisher:RandomizePorts).
            var (port, target) = (randomize && endpoint.IsProxied ? null : Normalized(endpoint.Port), Normalized(endpoint.TargetPort));
            if (resource is ContainerResource)
            {
                // Containers do not run here; what refers to them still finds the addresses they would have.
                Set(endpoint, port ?? ports.Allocate(), $"{target ?? port}");
                continue;
            }
            if (replicas.Count > 1 && (!endpoint.IsProxied || target is not null))
            {
                throw new DistributedApplicationException($"Resource '{resource.Name}' has {replicas.Count} replicas, which cannot share one listen port: {what} must be proxied and have no target port.");
            }
            var proxied = replicas.Count > 1 || (endpoint.IsProxied && port is not null && target is not null && port != target);
            if (!proxied)
            {
                var only = target ?? port;
                if (only is { } wanted)
                {
                    ports.Take(wanted, what);
                }
                replicas[0].Ports[endpoint.Name] = only ?? ports.Allocate();
                Set(endpoint, replicas[0].Ports[endpoint.Name], $"{replicas[0].Ports[endpoint.Name]}");
                continue;
            }
            foreach (var replica in replicas)
            {
                if (target is { } wanted)
                {
                    ports.Take(wanted, what);
                }
                replica.Ports[endpoint.Name] = target ?? ports.Allocate();
            }
            if (port is { } visible)
            {
                ports.Take(visible, what);
            }
            var listen = port ?? ports.Allocate();
            proxies.Add(new(listen, replicas.Select(r => r.Ports[endpoint.Name])));
            Set(endpoint, listen, replicas.Count == 1 ? $"{replicas[0].Ports[endpoint.Name]}" : ResourceInstance.PortToken(endpoint, resource));
        }
    }

    public void Dispose() => proxies.ForEach(p => p.Dispose());

    // Port 0 asks for any port, as no port does.
    private static int? Normalized(int? port) => port is 0 ? null : port;

    private static void Set(EndpointAnnotation endpoint, int port, string targetPort)
        => endpoint.AllocatedEndpoint = new(endpoint, endpoint.TargetHost is "127.0.0.1" ? "127.0.0.1" : "localhost", port, targetPort);
}
