using System.Data.Common;
using Microsoft.Extensions.Configuration;

namespace EventAi.ServiceDefaults;

/// <summary>A connection string of the form <c>Endpoint=http://host:port;Key=…;Model=…</c>, as the application host injects for Qdrant and Ollama.</summary>
/// <param name="Endpoint">Base address.</param>
/// <param name="Key">API key, where there is one.</param>
/// <param name="Model">Model name, where there is one.</param>
public sealed record EndpointConnectionString(Uri Endpoint, string? Key, string? Model)
{
    /// <exception cref="InvalidOperationException">It is missing or names no endpoint.</exception>
    public static EndpointConnectionString Read(IConfiguration configuration, string name)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = configuration.GetRequiredConnectionString(name) };
        string? Part(string key) => parts.TryGetValue(key, out var value) && value is string { Length: > 0 } text ? text : null;
        return Uri.TryCreate(Part("Endpoint"), UriKind.Absolute, out var endpoint)
            ? new EndpointConnectionString(endpoint, Part("Key"), Part("Model"))
            : throw new InvalidOperationException($"Connection string '{name}' names no Endpoint.");
    }
}
