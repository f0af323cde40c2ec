using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace EventAi.Ingestion.Uploads;

/// <summary>
/// Fetches a document by its URL, where <see cref="IngestionOptions.AllowUrls"/> permits it: http and https only, never an address of this
/// machine or a private network (looked up once and connected to as looked up, for redirects too), within the document's size and a minute.
/// </summary>
public sealed class UrlFetcher : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http;
    private readonly long _maxBytes;

    public UrlFetcher(IOptions<IngestionOptions> options)
        : this(options, static address => !IsInternal(address))
    {
    }

    internal UrlFetcher(IOptions<IngestionOptions> options, Func<IPAddress, bool> mayReach)
    {
        _maxBytes = options.Value.MaxDocumentBytes;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = 5,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, mayReach, cancellationToken),
        })
        {
            Timeout = Patience,
        };
    }

    /// <summary>The bytes and their declared type, or what went wrong.</summary>
    public async Task<(byte[] Bytes, string? ContentType, string? Problem)> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return ([], null, $"The URL answers {(int)response.StatusCode}.");
            }
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var buffer = new MemoryStream();
            var block = new byte[81_920];
            int read;
            while ((read = await body.ReadAsync(block, cancellationToken)) > 0)
            {
                if (buffer.Length + read > _maxBytes)
                {
                    return ([], null, $"A document has at most {_maxBytes} bytes.");
                }
                buffer.Write(block, 0, read);
            }
            return (buffer.ToArray(), response.Content.Headers.ContentType?.ToString(), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ([], null, exception.InnerException is UnauthorizedAccessException refused ? refused.Message : "The URL could not be read.");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Loopback, link-local, private, carrier-grade, benchmarking, documentation, multicast and reserved addresses.</summary>
    internal static bool IsInternal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return IsInternal(address.MapToIPv4());
        }
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any)
                || bytes is [0x00, 0x64, 0xFF, 0x9B, ..] or [0x20, 0x02, ..] or [0x20, 0x01, 0x00, 0x00, ..] // they carry IPv4 addresses
            : bytes is [0 or 10 or 127 or >= 224, ..] or [100, >= 64 and <= 127, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..]
                or [192, 0, 0 or 2, _] or [198, 18 or 19, ..] or [198, 51, 100, _] or [203, 0, 113, _];
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, Func<IPAddress, bool> mayReach, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => mayReach(address)))
        {
            throw new UnauthorizedAccessException("The URL leads to an address that is not public.");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
