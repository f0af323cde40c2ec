using System.Globalization;
using System.Net;
using EventAi.Emulators.Kafka.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace EventAi.Emulators.Kafka;

/// <summary>The listening sockets: one for Kafka, and those for HTTP that ASPNETCORE_URLS or HTTP_PORTS name.</summary>
internal sealed class KafkaEndpoint
{
    private ListenOptions? _kafka;

    /// <summary>The port that is really listened on, once started.</summary>
    public int Port => _kafka?.IPEndPoint?.Port ?? 0;

    /// <summary>Adds the endpoints to Kestrel.</summary>
    internal sealed class Setup(KafkaEndpoint endpoint, IOptions<KafkaOptions> kafka, IConfiguration configuration) : IConfigureOptions<KestrelServerOptions>
    {
        /// <inheritdoc/>
        public void Configure(KestrelServerOptions options)
        {
            options.Limits.MaxConcurrentConnections = kafka.Value.MaxConnections;
            options.AddServerHeader = false;
            var certificate = ServerCertificate.Load(kafka.Value);
            options.Listen(IPAddress.Parse(kafka.Value.Address), kafka.Value.Port, listen =>
            {
                endpoint._kafka = listen;
                if (certificate is not null)
                {
                    listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = certificate });
                }

                listen.UseConnectionHandler<KafkaConnectionHandler>();
            });
            if (kafka.Value.Admin is { } admin)
            {
                options.Listen(IPAddress.Parse(kafka.Value.Address), admin);
            }

            foreach (var (address, port) in HttpAddresses())
            {
                options.Listen(address, port);
            }
        }

        private IEnumerable<(IPAddress Address, int Port)> HttpAddresses()
        {
            if (configuration["URLS"] is { Length: > 0 } urls)
            {
                foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    var parsed = BindingAddress.Parse(url);
                    yield return parsed.Scheme is "http" ? (Ip(parsed.Host), parsed.Port)
                        : throw new InvalidOperationException($"{url}: this broker serves its health endpoint over http only.");
                }
            }
            else if (configuration["HTTP_PORTS"] is { Length: > 0 } ports)
            {
                foreach (var port in ports.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    yield return (IPAddress.Parse(kafka.Value.Address), int.Parse(port, CultureInfo.InvariantCulture));
                }
            }
        }

        private static IPAddress Ip(string host) =>
            IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? ip : host is "localhost" ? IPAddress.Loopback : IPAddress.Any;
    }
}
