using Amazon.SQS;
using Amazon.SQS.Model;
using EventAi.Emulators.Aws;
using EventAi.Support;

namespace EventAi.Emulators.Tests.Aws;

public sealed class SqsFifoTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task Group_WithAMessageInFlight_HoldsTheRestBack_OthersGoOn()
    {
        var url = await NewFifoAsync();
        foreach (var (group, body) in new[] { ("a", "1"), ("a", "2"), ("b", "3"), ("a", "4") })
        {
            await SendAsync(url, group, body);
        }
        var first = Assert.Single(await ReceiveAsync(url, 1));
        Assert.Equal(("1", "a"), (first.Body, first.Attributes["MessageGroupId"]));
        Assert.Equal(["3"], (await ReceiveAsync(url, 10)).Select(message => message.Body));
        Assert.Empty(await ReceiveAsync(url, 10));
        await aws.Sqs.DeleteMessageAsync(url, first.ReceiptHandle);
        Assert.Equal(["2", "4"], (await ReceiveAsync(url, 10)).Select(message => message.Body));
    }

    [Fact]
    public async Task Receive_InOneCall_KeepsTheOrderOfEachGroup_AndAReturnedMessageComesFirst()
    {
        var url = await NewFifoAsync();
        for (var i = 0; i < 6; i++)
        {
            await SendAsync(url, $"g{i % 2}", $"{i}");
        }
        var all = await ReceiveAsync(url, 10);
        // A receive takes what it can of one group before it takes of the next.
        Assert.Equal(["0", "2", "4", "1", "3", "5"], all.Select(message => message.Body));
        foreach (var message in all)
        {
            await aws.Sqs.ChangeMessageVisibilityAsync(url, message.ReceiptHandle, 0);
        }
        Assert.Equal("0", Assert.Single(await ReceiveAsync(url, 1)).Body);
    }

    [Fact]
    public async Task SameDeduplicationId_WithinFiveMinutes_IsStoredOnce_AndAnsweredAsBefore()
    {
        var url = await NewFifoAsync();
        var first = await SendAsync(url, "g", "body", "same");
        var again = await SendAsync(url, "g", "another body", "same");
        Assert.Equal((first.MessageId, first.SequenceNumber), (again.MessageId, again.SequenceNumber));
        var batch = await aws.Sqs.SendMessageBatchAsync(url,
        [
            new() { Id = "1", MessageBody = "x", MessageGroupId = "g", MessageDeduplicationId = "twin" },
            new() { Id = "2", MessageBody = "x", MessageGroupId = "g", MessageDeduplicationId = "twin" },
        ]);
        Assert.Single(batch.Successful.Select(entry => entry.MessageId).Distinct());
        Assert.Equal(["body", "x"], (await ReceiveAsync(url, 10)).Select(message => message.Body));
    }

    [Fact]
    public async Task ContentBasedDeduplication_TakesTheBody_AndWithoutItAnIdIsNeeded()
    {
        var byContent = await NewFifoAsync(("ContentBasedDeduplication", "true"));
        var first = await SendAsync(byContent, "g", "body", deduplication: null);
        Assert.Equal(first.MessageId, (await SendAsync(byContent, "g", "body", deduplication: null)).MessageId);
        var plain = await NewFifoAsync();
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => SendAsync(plain, "g", "body", deduplication: null));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = plain, MessageBody = "x", MessageDeduplicationId = "1" }));
        var scoped = await NewFifoAsync(("DeduplicationScope", "messageGroup"), ("FifoThroughputLimit", "perMessageGroupId"));
        Assert.NotEqual((await SendAsync(scoped, "a", "x", "same")).MessageId, (await SendAsync(scoped, "b", "x", "same")).MessageId);
    }

    [Fact]
    public async Task Names_AndDeadLetterQueues_AreOfOneKind()
    {
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "no-suffix", Attributes = new() { ["FifoQueue"] = "true" } }));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.CreateQueueAsync("suffix.fifo"));
        var standard = await aws.ArnAsync(await aws.NewQueueAsync());
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => NewFifoAsync(("RedrivePolicy", $"{{\"deadLetterTargetArn\":\"{standard}\",\"maxReceiveCount\":1}}")));
    }

    [Fact]
    public async Task DeadLetters_OfAGroup_LetTheNextThrough()
    {
        var dead = await NewFifoAsync();
        var url = await NewFifoAsync(("RedrivePolicy", $"{{\"deadLetterTargetArn\":\"{await aws.ArnAsync(dead)}\",\"maxReceiveCount\":1}}"));
        await SendAsync(url, "g", "poison");
        await SendAsync(url, "g", "good");
        var poison = Assert.Single(await ReceiveAsync(url, 1));
        await aws.Sqs.ChangeMessageVisibilityAsync(url, poison.ReceiptHandle, 0);
        Assert.Equal("good", Assert.Single(await ReceiveAsync(url, 1)).Body);
    }

    [Fact]
    public async Task Restart_KeepsOrderAndDeduplication()
    {
        using var folder = new TemporaryFolder();
        string url;
        SendMessageResponse sent;
        await using (var server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Data = folder.Path }))
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            url = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "q.fifo", Attributes = new() { ["FifoQueue"] = "true" } })).QueueUrl;
            sent = await sqs.SendMessageAsync(Message(url, "g", "1", "one"));
        }
        await using (var server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Data = folder.Path }))
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            Assert.Equal(sent.MessageId, (await sqs.SendMessageAsync(Message(url, "g", "1", "one"))).MessageId);
            var second = await sqs.SendMessageAsync(Message(url, "g", "2", "two"));
            Assert.True(string.CompareOrdinal(sent.SequenceNumber, second.SequenceNumber) < 0);
            var received = (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10 })).Messages;
            Assert.Equal(["1", "2"], received.Select(message => message.Body));
        }
    }

    private static SendMessageRequest Message(string url, string group, string body, string? deduplication) =>
        new() { QueueUrl = url, MessageBody = body, MessageGroupId = group, MessageDeduplicationId = deduplication };

    private async Task<string> NewFifoAsync(params (string Name, string Value)[] attributes) => (await aws.Sqs.CreateQueueAsync(new CreateQueueRequest
    {
        QueueName = AwsEndpointFixture.Unique("q") + ".fifo",
        Attributes = attributes.Append(("FifoQueue", "true")).ToDictionary(attribute => attribute.Item1, attribute => attribute.Item2),
    })).QueueUrl;

    private Task<SendMessageResponse> SendAsync(string url, string group, string body) => SendAsync(url, group, body, Guid.NewGuid().ToString());

    private Task<SendMessageResponse> SendAsync(string url, string group, string body, string? deduplication) => aws.Sqs.SendMessageAsync(Message(url, group, body, deduplication));

    private async Task<List<Message>> ReceiveAsync(string url, int most) =>
        (await aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = most, MessageSystemAttributeNames = ["All"] })).Messages ?? [];
}
