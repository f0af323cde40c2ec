using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class S3NotificationTests(AwsEndpointFixture aws) : IClassFixture<AwsEndpointFixture>
{
    [Fact]
    public async Task Notification_CreateAndRemove_ReachTheQueueInS3Shape()
    {
        var (bucket, queue) = await SetUpAsync(new QueueConfiguration
        {
            Id = "docs", Events = [EventType.ObjectCreatedAll, EventType.ObjectRemovedAll],
            Filter = Filter(("prefix", "in/"), ("suffix", ".txt")),
        });
        using (var test = JsonDocument.Parse(Assert.Single(await TakeAsync(queue, 1))))
        {
            Assert.Equal(("s3:TestEvent", bucket), (test.RootElement.GetProperty("Event").GetString(), test.RootElement.GetProperty("Bucket").GetString()));
        }

        await PutAsync(bucket, "in/no.md");
        await PutAsync(bucket, "out/no.txt");
        var tag = await PutAsync(bucket, "in/a b+ü.txt");
        await aws.S3.CopyObjectAsync(bucket, "in/a b+ü.txt", bucket, "in/copy.txt");
        await aws.S3.DeleteObjectAsync(bucket, "in/copy.txt");
        var events = (await TakeAsync(queue, 3)).ConvertAll(static body => JsonDocument.Parse(body).RootElement.GetProperty("Records")[0]);

        Assert.Equal(["ObjectCreated:Put", "ObjectCreated:Copy", "ObjectRemoved:Delete"], events.Select(static entry => entry.GetProperty("eventName").GetString()));
        var s3 = events[0].GetProperty("s3");
        Assert.Equal("docs", s3.GetProperty("configurationId").GetString());
        Assert.Equal($"arn:aws:s3:::{bucket}", s3.GetProperty("bucket").GetProperty("arn").GetString());
        Assert.Equal("in/a+b%2B%C3%BC.txt", s3.GetProperty("object").GetProperty("key").GetString());
        Assert.Equal(tag, s3.GetProperty("object").GetProperty("eTag").GetString());
        Assert.Equal(12, s3.GetProperty("object").GetProperty("size").GetInt32());
        var sequence = events.ConvertAll(static entry => entry.GetProperty("s3").GetProperty("object").GetProperty("sequencer").GetString()!);
        Assert.Equal(sequence.Order(StringComparer.Ordinal), sequence);
        Assert.Empty(await TakeAsync(queue, 0));
    }

    [Fact]
    public async Task Notification_OfVersionsTagsAndLists_SaysWhichVersion()
    {
        var (bucket, queue) = await SetUpAsync(new QueueConfiguration { Id = "all", Events = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*", "s3:ObjectAcl:Put"] });
        await aws.S3.DeleteObjectAsync(bucket, "never there");
        await aws.S3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = bucket, VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } });
        var version = (await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "k", ContentBody = "x" })).VersionId;
        await aws.S3.PutObjectTaggingAsync(new PutObjectTaggingRequest { BucketName = bucket, Key = "k", Tagging = new Tagging { TagSet = [new Tag { Key = "a", Value = "1" }] } });
        await aws.S3.DeleteObjectTaggingAsync(new DeleteObjectTaggingRequest { BucketName = bucket, Key = "k" });
        await aws.S3.PutObjectAclAsync(new PutObjectAclRequest { BucketName = bucket, Key = "k", ACL = S3CannedACL.Private });
        var marker = (await aws.S3.DeleteObjectAsync(bucket, "k")).VersionId;
        await aws.S3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = "k", VersionId = version });
        var events = (await TakeAsync(queue, 8)).Skip(1).Select(static body => JsonDocument.Parse(body).RootElement.GetProperty("Records")[0]).ToList();
        Assert.Equal(
            ["ObjectRemoved:Delete", "ObjectCreated:Put", "ObjectTagging:Put", "ObjectTagging:Delete", "ObjectAcl:Put", "ObjectRemoved:DeleteMarkerCreated", "ObjectRemoved:Delete"],
            events.Select(static entry => entry.GetProperty("eventName").GetString()));
        Assert.Equal(["2.1", "2.1", "2.3", "2.3", "2.3", "2.1", "2.1"], events.Select(static entry => entry.GetProperty("eventVersion").GetString()));
        Assert.Equal([null, version, version, version, version, marker, version], events.Select(static entry => entry.GetProperty("s3").GetProperty("object").TryGetProperty("versionId", out var id) ? id.GetString() : null));
    }

    [Fact]
    public async Task Notification_Configuration_RoundTripsAndCanBeTakenAway()
    {
        var (bucket, queue) = await SetUpAsync(new QueueConfiguration { Id = "all", Events = [EventType.ObjectCreatedPut], Filter = Filter(("prefix", "x")) });
        var read = Assert.Single((await aws.S3.GetBucketNotificationAsync(bucket)).QueueConfigurations);
        Assert.Equal(("all", await aws.ArnAsync(queue), "s3:ObjectCreated:Put"), (read.Id, read.Queue, Assert.Single(read.Events).Value));
        Assert.Equal("x", Assert.Single(read.Filter.S3KeyFilter.FilterRules).Value);

        await aws.S3.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = bucket });
        Assert.Empty((await aws.S3.GetBucketNotificationAsync(bucket)).QueueConfigurations ?? []);
        await TakeAsync(queue, 1);
        await PutAsync(bucket, "x1");
        Assert.Empty(await TakeAsync(queue, 0));
    }

    [Fact]
    public async Task Notification_UnknownQueueOrOverlap_IsRefused()
    {
        var (bucket, queue) = await SetUpAsync(new QueueConfiguration { Id = "one", Events = [EventType.ObjectCreatedAll] });
        var arn = await aws.ArnAsync(queue);
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => ConfigureAsync(bucket, new QueueConfiguration { Id = "x", Queue = arn + "-none", Events = [EventType.ObjectCreatedAll] }));
        Assert.Equal("InvalidArgument", error.ErrorCode);
        error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => ConfigureAsync(
            bucket,
            new QueueConfiguration { Id = "x", Queue = arn, Events = [EventType.ObjectCreatedAll], Filter = Filter(("prefix", "a")) },
            new QueueConfiguration { Id = "y", Queue = arn, Events = [EventType.ObjectCreatedPut], Filter = Filter(("prefix", "ab")) }));
        Assert.Equal("InvalidArgument", error.ErrorCode);
        Assert.Equal("one", Assert.Single((await aws.S3.GetBucketNotificationAsync(bucket)).QueueConfigurations).Id);
    }

    private async Task<(string Bucket, string Queue)> SetUpAsync(QueueConfiguration configuration)
    {
        var (bucket, queue) = (await aws.NewBucketAsync(), await aws.NewQueueAsync());
        configuration.Queue = await aws.ArnAsync(queue);
        await ConfigureAsync(bucket, configuration);
        return (bucket, queue);
    }

    private Task ConfigureAsync(string bucket, params QueueConfiguration[] configurations)
        => aws.S3.PutBucketNotificationAsync(new PutBucketNotificationRequest { BucketName = bucket, QueueConfigurations = [.. configurations] });

    private async Task<string> PutAsync(string bucket, string key)
        => (await aws.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "twelve bytes" })).ETag.Trim('"');

    /// <summary>Takes that many messages off the queue; for none, looks once: here an event is in before its request is answered.</summary>
    private async Task<List<string>> TakeAsync(string queue, int count)
    {
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        var bodies = new List<string>();
        do
        {
            var received = await aws.Sqs.ReceiveMessageAsync(
                new Amazon.SQS.Model.ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10, WaitTimeSeconds = count > 0 ? 1 : 0 }, deadline.Token);
            foreach (var message in received.Messages ?? [])
            {
                bodies.Add(message.Body);
                await aws.Sqs.DeleteMessageAsync(queue, message.ReceiptHandle);
            }
        }
        while (bodies.Count < count);
        return bodies;
    }

    private static Filter Filter(params (string Name, string Value)[] rules)
        => new() { S3KeyFilter = new S3KeyFilter { FilterRules = [.. rules.Select(static rule => new FilterRule { Name = rule.Name, Value = rule.Value })] } };
}
