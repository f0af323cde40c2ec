using Microsoft.AspNetCore.Hosting;

namespace EventAi.ServiceDefaults;

internal static class KestrelDefaults
{
    /// <summary>No endpoint reads more than this unless it says so itself.</summary>
    private const long MaxRequestBodyBytes = 1024 * 1024;

    public static void ConfigureKestrelDefaults(this IWebHostBuilder host)
        => host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        });
}
