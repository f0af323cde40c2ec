using System.Net;
using System.Net.Http.Json;
using Amazon.SQS;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

public sealed class FaultInjectionTests
{
    [Fact]
    public async Task Fault_NextMatchingRequest_FailsAndTheOneAfterDoesNot()
    {
        await using var server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true });
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = AwsEndpointFixture.Deadline };
        using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
        var queue = (await sqs.CreateQueueAsync("q")).QueueUrl;

        using (var set = await http.PostAsJsonAsync("/_eventai/faults", new { service = "sqs", operation = "SendMessage", status = 503, code = "ServiceUnavailable" }))
        {
            Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        }
        await sqs.GetQueueUrlAsync("q");
        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => sqs.SendMessageAsync(queue, "x"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (error.StatusCode, error.ErrorCode));
        await sqs.SendMessageAsync(queue, "x");

        using (var set = await http.PostAsJsonAsync("/_eventai/faults", new { drop = true, times = 100 }))
        {
            Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        }
        // Which of the two it is depends on how far the request had gone.
        var cut = await Record.ExceptionAsync(() => sqs.SendMessageAsync(queue, "x"));
        Assert.True(cut is HttpRequestException or IOException, $"{cut}");
        using (var clear = await http.DeleteAsync(new Uri("/_eventai/faults", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.NoContent, clear.StatusCode);
        }
        await sqs.SendMessageAsync(queue, "x");

        using var bad = await http.PostAsJsonAsync("/_eventai/faults", new { status = 200 });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }
}
