using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;

namespace EventAi.Emulators.Tests.Aws;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Request_WithTraceparent_IsTracedUnderIt()
    {
        var trace = Guid.NewGuid().ToString("N");
        var received = Channel.CreateUnbounded<byte[]>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/traces", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            await received.Writer.WriteAsync(body.ToArray());
        });
        await collector.StartAsync();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        };
        await using var process = await EmulatorProcess.StartWithAsync(environment, "--port", "0", "--memory");
        using var client = new HttpClient { BaseAddress = new Uri(process.Url), Timeout = AwsEndpointFixture.Deadline };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        request.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");

        using var response = await client.SendAsync(request); // refused, as it is not signed; traced all the same

        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        var wanted = Convert.FromHexString(trace);
        byte[] spans;
        do
        {
            spans = await received.Reader.ReadAsync(deadline.Token);
        }
        while (spans.AsSpan().IndexOf(wanted) < 0);
        Assert.True(spans.AsSpan().IndexOf("AmazonSQS.ListQueues"u8) >= 0);
    }
}
