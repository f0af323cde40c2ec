using System.Globalization;
using System.Text.Json;
using Amazon.SQS;
using Amazon.SQS.Model;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>What only time does, with a clock that the test moves. Steps stay under the 15 minutes that signatures allow.</summary>
public sealed class SqsTimeTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private AwsServer _server = null!;
    private AmazonSQSClient _sqs = null!;

    public async Task InitializeAsync()
    {
        _server = await AwsServer.StartAsync(new AwsOptions { Port = 0, Memory = true }, _time);
        _sqs = AwsEndpointFixture.NewSqs(_server.Address.AbsoluteUri);
    }

    public async Task DisposeAsync()
    {
        _sqs.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task VisibilityTimeout_Passed_BringsTheMessageBackWithANewHandle()
    {
        var queue = await QueueAsync();
        await _sqs.SendMessageAsync(queue, "x");
        var first = (await TakeAsync(queue, visibility: 10))!;
        _time.Advance(9 * Second);
        Assert.Null(await TakeAsync(queue));
        _time.Advance(Second);
        var second = (await TakeAsync(queue))!;
        Assert.Equal((first.MessageId, "2"), (second.MessageId, second.Attributes["ApproximateReceiveCount"]));
        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);

        await _sqs.DeleteMessageAsync(queue, first.ReceiptHandle); // of a former receive: without effect
        Assert.Equal(1, (await _sqs.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessagesNotVisible);
        await _sqs.DeleteMessageAsync(queue, second.ReceiptHandle);
        await _sqs.DeleteMessageAsync(queue, second.ReceiptHandle);
        _time.Advance(60 * Second);
        Assert.Null(await TakeAsync(queue));
    }

    [Fact]
    public async Task ChangeMessageVisibility_LongerAndZero_CountFromNow()
    {
        var queue = await QueueAsync();
        await _sqs.SendMessageAsync(queue, "x");
        var message = (await TakeAsync(queue, visibility: 10))!;
        _time.Advance(5 * Second);
        await _sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 60);
        _time.Advance(59 * Second);
        Assert.Null(await TakeAsync(queue));
        await _sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 0);
        await Assert.ThrowsAsync<MessageNotInflightException>(() => _sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 10));
        Assert.Equal(message.MessageId, (await TakeAsync(queue))!.MessageId);
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => _sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 43_201));
    }

    [Fact]
    public async Task ChangeMessageVisibility_ByAHandleWhoseTimeIsOver_HidesTheMessageAgain()
    {
        var queue = await QueueAsync();
        await _sqs.SendMessageAsync(queue, "x");
        var message = (await TakeAsync(queue, visibility: 10))!;
        _time.Advance(11 * Second);

        await _sqs.ChangeMessageVisibilityAsync(queue, message.ReceiptHandle, 20);

        Assert.Null(await TakeAsync(queue));
        _time.Advance(21 * Second);
        Assert.Equal(message.MessageId, (await TakeAsync(queue))!.MessageId);
    }

    [Fact]
    public async Task FifoQueue_ReceiptHandleOfATimeThatIsOver_DeletesNothing()
    {
        var queue = (await _sqs.CreateQueueAsync(new CreateQueueRequest("expired.fifo") { Attributes = new() { ["FifoQueue"] = "True", ["ContentBasedDeduplication"] = "True", ["DelaySeconds"] = "5" } })).QueueUrl;
        // A FIFO queue's own delay counts even where the sender asks for none.
        await _sqs.SendMessageAsync(new SendMessageRequest(queue, "x") { MessageGroupId = "g", DelaySeconds = 0 });
        Assert.Null(await TakeAsync(queue));
        _time.Advance(5 * Second);
        var message = (await TakeAsync(queue, visibility: 10))!;
        _time.Advance(11 * Second);

        var refused = await Assert.ThrowsAsync<AmazonSQSException>(() => _sqs.DeleteMessageAsync(queue, message.ReceiptHandle));

        Assert.Equal($"Value {message.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.", refused.Message);
        Assert.Equal("x", (await TakeAsync(queue))!.Body);
    }

    [Fact]
    public async Task FifoQueue_GroupsThatWereReceivedFrom_ComeAfterTheOthers()
    {
        var queue = (await _sqs.CreateQueueAsync(new CreateQueueRequest("turns.fifo") { Attributes = new() { ["FifoQueue"] = "true", ["ContentBasedDeduplication"] = "true" } })).QueueUrl;
        foreach (var (group, body) in new[] { ("1", "1a"), ("2", "2a"), ("1", "1b"), ("1", "1c"), ("3", "3a") })
        {
            await _sqs.SendMessageAsync(new SendMessageRequest(queue, body) { MessageGroupId = group });
        }

        Assert.Equal(["1a", "1b"], await BodiesAsync(queue, 2));
        Assert.Equal(["2a"], await BodiesAsync(queue, 1));
        _time.Advance(31 * Second);
        Assert.Equal(["3a", "1a", "1b", "1c", "2a"], await BodiesAsync(queue, 10));
        Assert.Empty(await BodiesAsync(queue, 10));
    }

    private async Task<IEnumerable<string>> BodiesAsync(string queue, int most)
        => ((await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest(queue) { MaxNumberOfMessages = most })).Messages ?? []).Select(static message => message.Body);

    [Fact]
    public async Task Delay_OfMessageAndOfQueue_HidesUntilItHasPassed()
    {
        var queue = await QueueAsync(("DelaySeconds", "5"));
        await _sqs.SendMessageAsync(queue, "queue");
        await _sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queue, MessageBody = "own", DelaySeconds = 2 });
        Assert.Equal(2, (await _sqs.GetQueueAttributesAsync(queue, ["All"])).ApproximateNumberOfMessagesDelayed);
        Assert.Null(await TakeAsync(queue));
        _time.Advance(2 * Second);
        Assert.Equal("own", (await TakeAsync(queue))!.Body);
        Assert.Null(await TakeAsync(queue));
        _time.Advance(3 * Second);
        Assert.Equal("queue", (await TakeAsync(queue))!.Body);
    }

    [Fact]
    public async Task LongPolling_TimePasses_WakesForAMessageThatComesToLight()
    {
        var queue = await QueueAsync();
        await _sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queue, MessageBody = "late", DelaySeconds = 3 });
        var poll = PollAsync(queue, 20);
        Assert.InRange(await AdvanceUntilAsync(poll), 3 * Second, 15 * Second);
        Assert.Equal("late", Assert.Single((await poll).Messages).Body);

        // Received while another waits: that one gets it when the visibility timeout has passed.
        await _sqs.SendMessageAsync(queue, "again");
        Assert.NotNull(await TakeAsync(queue, visibility: 4));
        poll = PollAsync(queue, 20);
        Assert.InRange(await AdvanceUntilAsync(poll), 4 * Second, 15 * Second);
        Assert.Equal("again", Assert.Single((await poll).Messages).Body);

        poll = PollAsync(queue, 5);
        Assert.InRange(await AdvanceUntilAsync(poll), 5 * Second, 60 * Second);
        Assert.Null((await poll).Messages);
    }

    [Fact]
    public async Task Redrive_ReceivedTooOften_GoesToTheDeadLetterQueue()
    {
        var dead = await QueueAsync();
        var arn = (await _sqs.GetQueueAttributesAsync(dead, ["QueueArn"])).QueueARN;
        var policy = JsonSerializer.Serialize(new { deadLetterTargetArn = arn, maxReceiveCount = "2" });
        var queue = await QueueAsync(("RedrivePolicy", policy), ("VisibilityTimeout", "1"));
        var sent = await _sqs.SendMessageAsync(new SendMessageRequest
        {
            QueueUrl = queue, MessageBody = "poison", MessageAttributes = new() { ["a"] = new() { DataType = "String", StringValue = "kept" } },
        });
        for (var i = 0; i < 2; i++)
        {
            Assert.NotNull(await TakeAsync(queue));
            _time.Advance(Second);
        }
        Assert.Null(await TakeAsync(queue));
        var message = (await TakeAsync(dead))!;
        Assert.Equal((sent.MessageId, "poison", "kept"), (message.MessageId, message.Body, message.MessageAttributes["a"].StringValue));
        Assert.Equal((await _sqs.GetQueueAttributesAsync(queue, ["QueueArn"])).QueueARN, message.Attributes["DeadLetterQueueSourceArn"]);
        Assert.Equal("0", (await _sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes["ApproximateNumberOfMessages"]);
    }

    [Fact]
    public async Task Retention_Passed_DropsTheMessage()
    {
        var queue = await QueueAsync(("MessageRetentionPeriod", "60"));
        await _sqs.SendMessageAsync(queue, "old");
        _time.Advance(30 * Second);
        await _sqs.SendMessageAsync(queue, "young");
        _time.Advance(30 * Second);
        Assert.Equal("young", (await TakeAsync(queue))!.Body);
        Assert.Null(await TakeAsync(queue));
    }

    [Fact]
    public async Task Request_SignedTooLongAgo_IsRefused()
    {
        using var patient = new AmazonSQSClient("a", "b", new AmazonSQSConfig
        {
            ServiceURL = _server.Address.AbsoluteUri, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, DisableClockSkewCorrection = true,
        });
        _time.Advance(TimeSpan.FromMinutes(16));
        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => patient.ListQueuesAsync("x"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, error.StatusCode);
    }

    /// <summary>Moves the clock by and by, as a poll that has not reached the server yet must not miss its time; tells how far.</summary>
    private async Task<TimeSpan> AdvanceUntilAsync(Task poll)
    {
        var start = _time.GetUtcNow();
        for (var i = 0; i < 300 && !poll.IsCompleted; i++)
        {
            await Task.WhenAny(poll, Task.Delay(20));
            if (!poll.IsCompleted)
            {
                _time.Advance(Second / 4);
            }
        }
        await poll.WaitAsync(AwsEndpointFixture.Deadline);
        return _time.GetUtcNow() - start;
    }

    private async Task<string> QueueAsync(params (string Name, string Value)[] attributes) => (await _sqs.CreateQueueAsync(new CreateQueueRequest
    {
        QueueName = string.Create(CultureInfo.InvariantCulture, $"queue-{Guid.NewGuid():N}"),
        Attributes = attributes.ToDictionary(static attribute => attribute.Name, static attribute => attribute.Value, StringComparer.Ordinal),
    })).QueueUrl;

    private async Task<Message?> TakeAsync(string queue, int? visibility = null) => (await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest
    {
        QueueUrl = queue, VisibilityTimeout = visibility, MessageSystemAttributeNames = ["All"], MessageAttributeNames = ["All"],
    })).Messages?.Single();

    private Task<ReceiveMessageResponse> PollAsync(string queue, int seconds) => _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = seconds });
}
