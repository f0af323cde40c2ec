using Microsoft.Extensions.Configuration;

namespace EventAi.ServiceDefaults;

/// <summary>Addresses that the application host injects.</summary>
public static class ServiceAddress
{
    /// <summary>Base address of another service (<c>services__name__http__0</c>).</summary>
    /// <exception cref="InvalidOperationException">The service was not referenced in the application host.</exception>
    public static Uri GetServiceAddress(this IConfiguration configuration, string service)
        => new(configuration[$"services:{service}:http:0"]
            ?? throw new InvalidOperationException($"No address for service '{service}': set services__{service}__http__0."));

    /// <summary>A connection string that must be there.</summary>
    /// <exception cref="InvalidOperationException">It is not configured.</exception>
    public static string GetRequiredConnectionString(this IConfiguration configuration, string name)
        => configuration.GetConnectionString(name)
            ?? throw new InvalidOperationException($"No connection string '{name}': set ConnectionStrings__{name}.");
}
