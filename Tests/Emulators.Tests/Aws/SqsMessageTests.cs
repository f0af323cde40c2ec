using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class SqsMessageTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task SendMessage_WithAttributes_IsReceivedWithThem()
    {
        var queue = await aws.NewQueueAsync();
        var sent = await aws.Sqs.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = queue, MessageBody = "grüße 😀 \"x\"",
            MessageAttributes = new()
            {
                ["trace.id"] = new() { DataType = "String", StringValue = "abc" },
                ["trace.n"] = new() { DataType = "Number.int", StringValue = "42" },
                ["blob"] = new() { DataType = "Binary", BinaryValue = new MemoryStream([1, 2, 255]) },
            },
        });
        var message = Assert.Single((await aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = queue, WaitTimeSeconds = 5, MessageAttributeNames = ["All"], MessageSystemAttributeNames = ["All"],
        })).Messages);
        Assert.Equal((sent.MessageId, "grüße 😀 \"x\"", sent.MD5OfMessageBody), (message.MessageId, message.Body, message.MD5OfBody));
        Assert.Equal(("42", "Number.int"), (message.MessageAttributes["trace.n"].StringValue, message.MessageAttributes["trace.n"].DataType));
        Assert.Equal([1, 2, 255], message.MessageAttributes["blob"].BinaryValue.ToArray());
        Assert.Equal("1", message.Attributes["ApproximateReceiveCount"]);
        Assert.InRange(long.Parse(message.Attributes["SentTimestamp"]), 1, long.Parse(message.Attributes["ApproximateFirstReceiveTimestamp"]));
    }

    [Fact]
    public async Task ReceiveMessage_AttributeNames_SelectByNameAndPrefix()
    {
        var queue = await aws.NewQueueAsync(new() { ["VisibilityTimeout"] = "0" });
        await aws.Sqs.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = queue, MessageBody = "x",
            MessageAttributes = new() { ["a.1"] = Text("1"), ["a.2"] = Text("2"), ["b"] = Text("3") },
        });
        async Task<IEnumerable<string>> Names(params string[] patterns) => (Assert.Single((await aws.Sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 5, MessageAttributeNames = [.. patterns] })).Messages).MessageAttributes?.Keys ?? Enumerable.Empty<string>())
            .Order(StringComparer.Ordinal);
        Assert.Equal(["a.1", "a.2"], await Names("a.*"));
        Assert.Equal(["b"], await Names("b"));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Batches_SendReceiveDelete_HandleEachEntryAlone()
    {
        var queue = await aws.NewQueueAsync();
        var sent = await aws.Sqs.SendMessageBatchAsync(queue, [new("good", "body"), new("bad", "\u0001"), new("late", "delayed") { DelaySeconds = 900 }]);
        Assert.Equal(["good", "late"], sent.Successful.Select(static entry => entry.Id));
        var failure = Assert.Single(sent.Failed);
        Assert.Equal(("bad", "InvalidMessageContents", true), (failure.Id, failure.Code, failure.SenderFault));

        var received = (await aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10, WaitTimeSeconds = 5 })).Messages;
        var message = Assert.Single(received);
        var deleted = await aws.Sqs.DeleteMessageBatchAsync(queue, [new("1", message.ReceiptHandle), new("2", "nonsense")]);
        Assert.Equal(("1", "ReceiptHandleIsInvalid"), (Assert.Single(deleted.Successful).Id, Assert.Single(deleted.Failed).Code));
        var counts = await aws.Sqs.GetQueueAttributesAsync(queue, ["All"]);
        Assert.Equal((0, 0, 1), (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible, counts.ApproximateNumberOfMessagesDelayed));
    }

    [Fact]
    public async Task Batches_Malformed_AreRefusedWhole()
    {
        var queue = await aws.NewQueueAsync();
        await Assert.ThrowsAsync<EmptyBatchRequestException>(() => aws.Sqs.SendMessageBatchAsync(queue, []));
        await Assert.ThrowsAsync<BatchEntryIdsNotDistinctException>(() => aws.Sqs.SendMessageBatchAsync(queue, [new("1", "a"), new("1", "b")]));
        await Assert.ThrowsAsync<InvalidBatchEntryIdException>(() => aws.Sqs.SendMessageBatchAsync(queue, [new("not an id", "a")]));
        await Assert.ThrowsAsync<TooManyEntriesInBatchRequestException>(
            () => aws.Sqs.SendMessageBatchAsync(queue, [.. Enumerable.Range(0, 11).Select(static i => new SendMessageBatchRequestEntry($"{i}", "a"))]));
        await Assert.ThrowsAsync<BatchRequestTooLongException>(
            () => aws.Sqs.SendMessageBatchAsync(queue, [new("1", new string('a', 600_000)), new("2", new string('b', 600_000))]));
    }

    [Fact]
    public async Task SendMessage_SizeLimit_IsTheQueues()
    {
        var queue = await aws.NewQueueAsync(new() { ["MaximumMessageSize"] = "1024" });
        await aws.Sqs.SendMessageAsync(queue, new string('x', 1024));
        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.SendMessageAsync(queue, new string('x', 1023) + "ü"));
        Assert.Equal("InvalidParameterValue", error.ErrorCode);
    }

    [Fact]
    public async Task SendMessage_BadInput_IsRefused()
    {
        var queue = await aws.NewQueueAsync();
        async Task<string> Code(SendMessageRequest request)
        {
            request.QueueUrl = queue;
            return (await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.SendMessageAsync(request))).ErrorCode;
        }
        Assert.Equal("MissingParameter", await Code(new SendMessageRequest { MessageBody = "" }));
        Assert.Equal("InvalidMessageContents", await Code(new SendMessageRequest { MessageBody = "\u0000" }));
        Assert.Equal("InvalidParameterValue", await Code(new SendMessageRequest { MessageBody = "x", DelaySeconds = 901 }));
        Assert.Equal("InvalidParameterValue", await Code(new SendMessageRequest { MessageBody = "x", MessageAttributes = new() { ["a"] = new() { DataType = "Nonsense", StringValue = "x" } } }));
        Assert.Equal("InvalidParameterValue", await Code(new SendMessageRequest { MessageBody = "x", MessageAttributes = new() { ["AWS.x"] = Text("x") } }));
    }

    [Fact]
    public async Task ReceiveMessage_BadInput_IsRefused()
    {
        var queue = await aws.NewQueueAsync();
        foreach (var request in new ReceiveMessageRequest[] { new() { MaxNumberOfMessages = 11 }, new() { WaitTimeSeconds = 21 }, new() { VisibilityTimeout = 43_201 } })
        {
            request.QueueUrl = queue;
            Assert.Equal("InvalidParameterValue", (await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.ReceiveMessageAsync(request))).ErrorCode);
        }
        await Assert.ThrowsAsync<ReceiptHandleIsInvalidException>(() => aws.Sqs.DeleteMessageAsync(queue, "nonsense"));
    }

    [Fact]
    public async Task LongPolling_SeveralWaiting_EachArrivalWakesOne()
    {
        var queue = await aws.NewQueueAsync();
        var polls = Enumerable.Range(0, 4)
            .Select(_ => aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 20 }))
            .ToList();
        var bodies = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            await aws.Sqs.SendMessageAsync(queue, $"{i}");
            var done = await Task.WhenAny(polls).WaitAsync(TimeSpan.FromSeconds(10));
            polls.Remove(done);
            bodies.Add(Assert.Single((await done).Messages).Body);
        }
        Assert.Equal(["0", "1", "2", "3"], bodies);
    }

    [Fact]
    public async Task SendMessage_LargeUnicodeBody_RoundTrips()
    {
        var queue = await aws.NewQueueAsync();
        var body = new StringBuilder();
        for (var i = 0; i < 20_000; i++)
        {
            body.Append("é\t\"\\\n😀");
        }
        await aws.Sqs.SendMessageAsync(queue, body.ToString());
        Assert.Equal(body.ToString(), Assert.Single((await aws.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 5 })).Messages).Body);
    }

    private static MessageAttributeValue Text(string value) => new() { DataType = "String", StringValue = value };
}
