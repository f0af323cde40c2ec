using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>One replica of a resource: its id, its ports and, while it runs, its process.</summary>
internal sealed class ResourceInstance(IResource resource)
{
    public IResource Resource { get; } = resource;

    /// <summary>The telemetry's service.instance.id; the dashboard matches telemetry to resources by <see cref="Id"/>.</summary>
    public string Suffix { get; } = RandomNumberGenerator.GetString("bcdfghjkmnpqrstvwxyz", 8);

    public string Id => $"{Resource.Name}-{Suffix}";

    /// <summary>The port on which this replica listens, by the endpoint's name; the same over all restarts.</summary>
    public Dictionary<string, int> Ports { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public ResourceProcess? Process { get; set; }

    /// <summary>Set while a stop that was asked for is under way, so that the end is not taken for a crash.</summary>
    public bool Stopping { get; set; }

    /// <summary>The placeholder for the replica's port in values that all replicas share.</summary>
    public static string PortToken(EndpointAnnotation endpoint, IResource resource) => $"{{{{port:{resource.Name}:{endpoint.Name}}}}}";

    /// <summary>Puts this replica's id and ports into a value.</summary>
    public string Fill(string value)
    {
        if (!value.Contains("{{", StringComparison.Ordinal))
        {
            return value;
        }
        value = value.Replace(OtlpConfigurationExtensions.InstanceIdToken, Suffix, StringComparison.Ordinal);
        foreach (var endpoint in Resource.Annotations.OfType<EndpointAnnotation>().Where(e => Ports.ContainsKey(e.Name)))
        {
            value = value.Replace(PortToken(endpoint, Resource), Ports[endpoint.Name].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
        return value;
    }
}
