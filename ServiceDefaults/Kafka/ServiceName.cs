using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>The service's name as it appears in the CloudEvents <c>source</c> attribute and as Kafka client id.</summary>
internal sealed class ServiceName(IConfiguration configuration, IHostEnvironment environment)
{
    public string Name { get; } = configuration["OTEL_SERVICE_NAME"] ?? environment.ApplicationName;

    public byte[] Source => _source ??= Encoding.UTF8.GetBytes($"/eventai/{Name}");

    private byte[]? _source;
}
