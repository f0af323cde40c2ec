using System.Net.Http.Json;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using EventAi.Emulators.Aws;

namespace EventAi.Emulators.Tests.Aws;

public sealed class PersistenceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-aws-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Restart_S3_ObjectsAndConfigurationAreAsTheyWere()
    {
        await using (var server = await StartAsync())
        {
            using var s3 = AwsEndpointFixture.NewS3(server.Address.AbsoluteUri);
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            var queue = (await sqs.CreateQueueAsync("events")).QueueUrl;
            await s3.PutBucketAsync("kept");
            await s3.PutBucketAsync("gone");
            await s3.DeleteBucketAsync("gone");
            await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
            {
                BucketName = "kept",
                QueueConfigurations = [new QueueConfiguration { Id = "x", Queue = (await sqs.GetQueueAttributesAsync(queue, ["QueueArn"])).QueueARN, Events = [Amazon.S3.EventType.ObjectCreatedAll] }],
            });
            foreach (var (key, content) in new[] { ("a", "old"), ("a", "new"), ("b", "x"), ("dir/c", "y") })
            {
                var put = new PutObjectRequest { BucketName = "kept", Key = key, ContentBody = content, ContentType = "text/plain" };
                put.Metadata.Add("m", key);
                await s3.PutObjectAsync(put);
            }
            await s3.DeleteObjectAsync("kept", "b");
        }
        await using (var server = await StartAsync())
        {
            using var s3 = AwsEndpointFixture.NewS3(server.Address.AbsoluteUri);
            Assert.Equal("kept", Assert.Single((await s3.ListBucketsAsync()).Buckets).BucketName);
            Assert.Equal(["a", "dir/c"], (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "kept" })).S3Objects.Select(static entry => entry.Key));
            using var got = await s3.GetObjectAsync("kept", "a");
            using var reader = new StreamReader(got.ResponseStream);
            Assert.Equal(("new", "text/plain", "a"), (await reader.ReadToEndAsync(), got.Headers.ContentType, got.Metadata["m"]));
            Assert.Equal("x", Assert.Single((await s3.GetBucketNotificationAsync("kept")).QueueConfigurations).Id);
        }
    }

    [Fact]
    public async Task Restart_Sqs_MessagesReceiptsAndCountsAreAsTheyWere()
    {
        string queue, handle;
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            queue = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "q", Attributes = new() { ["VisibilityTimeout"] = "600" } })).QueueUrl;
            await sqs.SendMessageBatchAsync(queue, [new("1", "in flight"), new("2", "deleted"), new("3", "waiting")]);
            handle = (await TakeAsync(sqs, queue))!.ReceiptHandle;
            await sqs.DeleteMessageAsync(queue, (await TakeAsync(sqs, queue))!.ReceiptHandle);
            await sqs.SetQueueAttributesAsync(queue, new() { ["DelaySeconds"] = "7" });
        }
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            queue = (await sqs.GetQueueUrlAsync("q")).QueueUrl;
            var attributes = await sqs.GetQueueAttributesAsync(queue, ["All"]);
            Assert.Equal((600, 7, 1, 1), (attributes.VisibilityTimeout, attributes.DelaySeconds, attributes.ApproximateNumberOfMessages, attributes.ApproximateNumberOfMessagesNotVisible));
            await sqs.ChangeMessageVisibilityAsync(queue, handle, 0);
            var bodies = new[] { await TakeAsync(sqs, queue), await TakeAsync(sqs, queue) };
            Assert.Equal(["in flight", "waiting"], bodies.Select(static message => message!.Body).Order(StringComparer.Ordinal));
            Assert.Contains("2", bodies.Select(static message => message!.Attributes["ApproximateReceiveCount"]));
        }
    }

    [Fact]
    public async Task Restart_TornJournal_KeepsEveryWholeRecord()
    {
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            var queue = (await sqs.CreateQueueAsync("q")).QueueUrl;
            await sqs.SendMessageAsync(queue, "whole");
        }
        var journal = Path.Combine(_directory, "sqs", "journal");
        await File.AppendAllBytesAsync(journal, [200, 0, 0, 0, 1, 2, 3, 4, 4, 9, 9]);
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            var queue = (await sqs.GetQueueUrlAsync("q")).QueueUrl;
            await sqs.SendMessageAsync(queue, "after");
        }
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(journal)!, "journal.damaged-*"));
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            var queue = (await sqs.GetQueueUrlAsync("q")).QueueUrl;
            Assert.Equal(["whole", "after"], new[] { await TakeAsync(sqs, queue), await TakeAsync(sqs, queue) }.Select(static message => message!.Body));
        }
    }

    [Fact]
    public async Task Journal_LongUse_IsCompactedAndLosesNothing()
    {
        var big = new string('x', 900_000);
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            var queue = (await sqs.CreateQueueAsync("q")).QueueUrl;
            await sqs.SendMessageAsync(queue, "stays");
            Assert.NotNull(await TakeAsync(sqs, queue));
            for (var i = 0; i < 40; i++)
            {
                await sqs.SendMessageAsync(queue, big);
                await sqs.DeleteMessageAsync(queue, (await TakeAsync(sqs, queue))!.ReceiptHandle);
            }
            Assert.InRange(new FileInfo(Path.Combine(_directory, "sqs", "journal")).Length, 1, 20 << 20);
        }
        await using (var server = await StartAsync())
        {
            using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
            var counts = await sqs.GetQueueAttributesAsync((await sqs.GetQueueUrlAsync("q")).QueueUrl, ["All"]);
            Assert.Equal((0, 1), (counts.ApproximateNumberOfMessages, counts.ApproximateNumberOfMessagesNotVisible));
        }
    }

    [Fact]
    public async Task Start_ForeignBucketFile_Fails()
    {
        var bucket = Directory.CreateDirectory(Path.Combine(_directory, "s3", "buckets", "b")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bucket, "bucket.json"), "nonsense");
        var error = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);
        Assert.Contains("bucket.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_WithALongPollOpen_AnswersItAndEnds()
    {
        await using var server = await StartAsync();
        using var sqs = AwsEndpointFixture.NewSqs(server.Address.AbsoluteUri);
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = AwsEndpointFixture.Deadline };
        var queue = (await sqs.CreateQueueAsync("q")).QueueUrl;
        // A fault without effect tells when the poll has come in: it is pending no more.
        using var set = await http.PostAsJsonAsync("/_eventai/faults", new { operation = "ReceiveMessage" });
        var poll = sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, WaitTimeSeconds = 20 });
        using var deadline = new CancellationTokenSource(AwsEndpointFixture.Deadline);
        while (await http.GetStringAsync(new Uri("/_eventai/faults", UriKind.Relative), deadline.Token) != "[]")
        {
            await Task.Yield();
        }
        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(4));
        Assert.Null((await poll).Messages);
    }

    [Fact]
    public async Task Start_DirectoryInUseOrPortTaken_Fails()
    {
        await using var server = await StartAsync();
        await Assert.ThrowsAnyAsync<IOException>(StartAsync);
        await Assert.ThrowsAnyAsync<IOException>(() => AwsServer.StartAsync(new AwsOptions { Port = server.Address.Port, Memory = true }));
    }

    private Task<AwsServer> StartAsync() => AwsServer.StartAsync(new AwsOptions { Port = 0, Data = _directory });

    private static async Task<Message?> TakeAsync(Amazon.SQS.IAmazonSQS sqs, string queue)
        => (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, MessageSystemAttributeNames = ["All"] })).Messages?.Single();
}
