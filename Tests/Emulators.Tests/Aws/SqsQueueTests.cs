using Amazon.SQS;
using Amazon.SQS.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class SqsQueueTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task CreateQueue_AgainWithSameAttributes_IsTheSameAndWithOthersAnError()
    {
        var name = AwsEndpointFixture.Unique("queue");
        var request = new CreateQueueRequest { QueueName = name, Attributes = new() { ["VisibilityTimeout"] = "7" } };
        var url = (await aws.Sqs.CreateQueueAsync(request)).QueueUrl;
        Assert.Equal(url, (await aws.Sqs.CreateQueueAsync(request)).QueueUrl);
        Assert.Equal(url, (await aws.Sqs.CreateQueueAsync(name)).QueueUrl);
        Assert.Equal(url, (await aws.Sqs.GetQueueUrlAsync(name)).QueueUrl);
        request.Attributes["VisibilityTimeout"] = "8";
        var error = await Assert.ThrowsAsync<QueueNameExistsException>(() => aws.Sqs.CreateQueueAsync(request));
        Assert.Equal("QueueAlreadyExists", error.ErrorCode);
    }

    [Fact]
    public async Task GetQueueUrl_Missing_IsQueueDoesNotExist()
    {
        var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => aws.Sqs.GetQueueUrlAsync(AwsEndpointFixture.Unique("none")));
        Assert.Equal(("AWS.SimpleQueueService.NonExistentQueue", System.Net.HttpStatusCode.BadRequest), (error.ErrorCode, error.StatusCode));
        Assert.NotEmpty(error.RequestId);
    }

    [Fact]
    public async Task QueueAttributes_SetAndGet_RoundTripWithDefaults()
    {
        var queue = await aws.NewQueueAsync(new() { ["DelaySeconds"] = "3" });
        await aws.Sqs.SetQueueAttributesAsync(queue, new() { ["VisibilityTimeout"] = "45" });
        var all = await aws.Sqs.GetQueueAttributesAsync(queue, ["All"]);
        Assert.Equal((45, 3, 345_600, 1_048_576, 0), (all.VisibilityTimeout, all.DelaySeconds, all.MessageRetentionPeriod, all.MaximumMessageSize, all.ApproximateNumberOfMessages));
        Assert.EndsWith(queue.Split('/')[^1], all.QueueARN, StringComparison.Ordinal);
        Assert.Equal("45", Assert.Single((await aws.Sqs.GetQueueAttributesAsync(queue, ["VisibilityTimeout"])).Attributes).Value);
        await Assert.ThrowsAsync<InvalidAttributeNameException>(() => aws.Sqs.GetQueueAttributesAsync(queue, ["Nonsense"]));
        await Assert.ThrowsAsync<InvalidAttributeValueException>(() => aws.Sqs.SetQueueAttributesAsync(queue, new() { ["VisibilityTimeout"] = "-1" }));
    }

    [Fact]
    public async Task ListQueues_PrefixAndPages_CoverThem()
    {
        var prefix = AwsEndpointFixture.Unique("list");
        for (var i = 0; i < 3; i++)
        {
            await aws.Sqs.CreateQueueAsync($"{prefix}-{i}");
        }
        Assert.Equal(3, (await aws.Sqs.ListQueuesAsync(prefix)).QueueUrls.Count);
        var first = await aws.Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = prefix, MaxResults = 2 });
        var second = await aws.Sqs.ListQueuesAsync(new ListQueuesRequest { QueueNamePrefix = prefix, MaxResults = 2, NextToken = first.NextToken });
        Assert.Equal((2, 1), (first.QueueUrls.Count, second.QueueUrls.Count));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task DeleteQueue_ThenUse_IsQueueDoesNotExist()
    {
        var queue = await aws.NewQueueAsync();
        await aws.Sqs.DeleteQueueAsync(queue);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => aws.Sqs.SendMessageAsync(queue, "x"));
    }

    [Fact]
    public async Task PurgeQueue_Twice_EmptiesAndThenMustWait()
    {
        var queue = await aws.NewQueueAsync();
        await aws.Sqs.SendMessageAsync(queue, "x");
        await aws.Sqs.PurgeQueueAsync(queue);
        Assert.Null((await aws.Sqs.ReceiveMessageAsync(queue)).Messages);
        await Assert.ThrowsAsync<PurgeQueueInProgressException>(() => aws.Sqs.PurgeQueueAsync(queue));
    }

    [Fact]
    public async Task Permissions_AddedAndRemoved_ShowInThePolicy()
    {
        var queue = await aws.NewQueueAsync();
        async Task<string> CallAsync(string operation, string members)
        {
            using var http = new HttpClient { Timeout = AwsEndpointFixture.Deadline };
            using var request = RawRequests.Sqs(aws.Url, operation, $$"""{"QueueUrl":"{{queue}}",{{members}}}""");
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode ? "" : answer.Headers.GetValues("x-amzn-query-error").Single();
        }
        Assert.Equal("", await CallAsync("AddPermission", """ "Label":"one","AWSAccountIds":["123456789012"],"Actions":["SendMessage","ReceiveMessage"] """));
        Assert.Equal("InvalidParameterValue;Sender", await CallAsync("AddPermission", """ "Label":"one","AWSAccountIds":["123456789012"],"Actions":["*"] """));
        var policy = (await aws.Sqs.GetQueueAttributesAsync(queue, ["Policy"])).Attributes["Policy"];
        Assert.Contains("\"Action\":[\"SQS:SendMessage\",\"SQS:ReceiveMessage\"]", policy, StringComparison.Ordinal);
        Assert.Equal("InvalidParameterValue;Sender", await CallAsync("RemovePermission", """ "Label":"two" """));
        Assert.Equal("", await CallAsync("RemovePermission", """ "Label":"one" """));
        Assert.DoesNotContain("Policy", (await aws.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes.Keys);
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("dot.ted")]
    public async Task CreateQueue_BadName_IsInvalidParameterValue(string name)
    {
        var error = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.CreateQueueAsync(name));
        Assert.Equal("InvalidParameterValue", error.ErrorCode);
    }

    [Theory]
    [InlineData("FifoQueue", "false", "InvalidAttributeName", "Unknown Attribute FifoQueue.")]
    [InlineData("DeduplicationScope", "queue", "InvalidAttributeName", "You can specify the DeduplicationScope only when FifoQueue is set to true.")]
    [InlineData("RedrivePolicy", "{\"maxReceiveCount\":1}", "InvalidParameterValue", "Value {\"maxReceiveCount\":1} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")]
    public async Task StandardQueue_AttributeThatDoesNotFit_IsRefused(string name, string value, string code, string message)
    {
        var refused = await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.CreateQueueAsync(new CreateQueueRequest(AwsEndpointFixture.Unique("q")) { Attributes = new() { [name] = value } }));

        Assert.Equal((code, message), (refused.ErrorCode, refused.Message));
    }

    [Fact]
    public async Task Encryption_ByAKey_TakesThePlaceOfTheQueuesOwn_AndBothAtOnceAreRefused()
    {
        var queue = await aws.NewQueueAsync();
        await aws.Sqs.SetQueueAttributesAsync(queue, new Dictionary<string, string>(StringComparer.Ordinal) { ["KmsMasterKeyId"] = "key", ["KmsDataKeyReusePeriodSeconds"] = "6000" });
        var attributes = (await aws.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes;
        Assert.Equal(("key", "6000", "false"), (attributes["KmsMasterKeyId"], attributes["KmsDataKeyReusePeriodSeconds"], attributes["SqsManagedSseEnabled"]));
        await aws.Sqs.SetQueueAttributesAsync(queue, new Dictionary<string, string>(StringComparer.Ordinal) { ["KmsMasterKeyId"] = "" });
        Assert.DoesNotContain("KmsDataKeyReusePeriodSeconds", (await aws.Sqs.GetQueueAttributesAsync(queue, ["All"])).Attributes.Keys);

        var both = new Dictionary<string, string>(StringComparer.Ordinal) { ["KmsMasterKeyId"] = "key", ["SqsManagedSseEnabled"] = "true" };
        Assert.Equal("InvalidAttributeName", (await Assert.ThrowsAnyAsync<AmazonSQSException>(() => aws.Sqs.SetQueueAttributesAsync(queue, both))).ErrorCode);
    }
}
