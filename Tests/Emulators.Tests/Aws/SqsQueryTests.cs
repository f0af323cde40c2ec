using System.Net;
using System.Xml.Linq;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>The query protocol by hand; what a client makes of it is in clients/sqs.mjs.</summary>
public sealed class SqsQueryTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    private static readonly XNamespace Names = "http://queue.amazonaws.com/doc/2012-11-05/";

    [Fact]
    public async Task Query_OfAGetRequestAtTheQueue_NamesItByThePath()
    {
        var queue = new Uri(await aws.NewQueueAsync()).AbsolutePath;
        var sent = await AskAsync(HttpMethod.Get, queue + "?Action=SendMessage&Version=2012-11-05&MessageBody=a%20%3Cb%3E+c");
        Assert.Equal(Names + "SendMessageResponse", sent.Answer.Name);
        Assert.NotEmpty(sent.Answer.Element(Names + "ResponseMetadata")!.Element(Names + "RequestId")!.Value);
        var received = await AskAsync(HttpMethod.Post, queue, "Action=ReceiveMessage&AttributeName=SentTimestamp&WaitTimeSeconds=0");
        var message = received.Answer.Element(Names + "ReceiveMessageResult")!.Element(Names + "Message")!;
        Assert.Equal("a <b> c", message.Element(Names + "Body")!.Value);
        Assert.Equal("SentTimestamp", message.Element(Names + "Attribute")!.Element(Names + "Name")!.Value);
    }

    [Fact]
    public async Task Map_OfOneEntryWithoutANumber_IsTaken()
    {
        var queue = await aws.NewQueueAsync();
        var set = await AskAsync(HttpMethod.Post, "/", $"Action=SetQueueAttributes&QueueUrl={Uri.EscapeDataString(queue)}&Attribute.Name=VisibilityTimeout&Attribute.Value=17");
        Assert.Equal((Names + "SetQueueAttributesResponse", 1), (set.Answer.Name, set.Answer.Elements().Count()));
        Assert.Equal(17, (await aws.Sqs.GetQueueAttributesAsync(queue, ["All"])).VisibilityTimeout);
    }

    [Theory]
    [InlineData("Action=Nonsense", "InvalidAction")]
    [InlineData("Version=2012-11-05", "InvalidAction")]
    [InlineData("Action=SendMessage&MessageBody=x", "MissingParameter")]
    [InlineData("Action=GetQueueUrl&QueueName=none", "AWS.SimpleQueueService.NonExistentQueue")]
    [InlineData("Action=ReceiveMessage&QueueUrl=q&MaxNumberOfMessages=many", "MalformedInput")]
    [InlineData("Action=CreateQueue&QueueName=q&Attribute.1.Value=7", "MalformedInput")]
    [InlineData("Action=%zz", "MalformedInput")]
    public async Task Request_Wrong_IsAnErrorInXml(string form, string code)
    {
        var (status, answer) = await AskAsync(HttpMethod.Post, "/", form);
        Assert.Equal((HttpStatusCode.BadRequest, Names + "ErrorResponse"), (status, answer.Name));
        Assert.Equal(("Sender", code), (answer.Element(Names + "Error")!.Element(Names + "Type")!.Value, answer.Element(Names + "Error")!.Element(Names + "Code")!.Value));
    }

    private async Task<(HttpStatusCode Status, XElement Answer)> AskAsync(HttpMethod method, string path, string? form = null)
    {
        using var http = new HttpClient { Timeout = AwsEndpointFixture.Deadline };
        using var content = form is null ? null : new StringContent(form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var request = RawRequests.Signed(method, aws.Url.TrimEnd('/') + path, "sqs", content);
        using var answer = await http.SendAsync(request);
        Assert.Equal("text/xml", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, XElement.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
