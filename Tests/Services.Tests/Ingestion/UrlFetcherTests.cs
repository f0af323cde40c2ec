using System.Net;
using System.Net.Sockets;
using System.Text;
using EventAi.Ingestion;
using EventAi.Ingestion.Uploads;
using Microsoft.Extensions.Options;

namespace EventAi.Services.Tests.Ingestion;

public class UrlFetcherTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("64:ff9b::7f00:1")]
    public void IsInternal_AddressThatIsNotPublic_IsRefused(string address) => Assert.True(UrlFetcher.IsInternal(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void IsInternal_PublicAddress_IsAllowed(string address) => Assert.False(UrlFetcher.IsInternal(IPAddress.Parse(address)));

    [Fact]
    public async Task Fetch_UrlOfThisMachine_IsRefusedWithoutAConnection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var fetcher = new UrlFetcher(Options.Create(new IngestionOptions()));

        var (bytes, _, problem) = await fetcher.FetchAsync(new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"), CancellationToken.None);

        Assert.Empty(bytes);
        Assert.Contains("not public", problem, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Fetch_DocumentOverTheLimit_IsBrokenOff()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + new string('x', 5000));
        using var fetcher = new UrlFetcher(Options.Create(new IngestionOptions { MaxDocumentBytes = 1000 }), static _ => true);

        var (bytes, _, problem) = await fetcher.FetchAsync(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), CancellationToken.None);

        Assert.Empty(bytes);
        Assert.Contains("at most 1000 bytes", problem, StringComparison.Ordinal);
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        _ = await stream.ReadAtLeastAsync(new byte[16], 16);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
        catch (IOException)
        {
            // It has had enough.
        }
    }
}
