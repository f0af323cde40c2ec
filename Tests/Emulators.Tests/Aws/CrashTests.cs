using System.Collections.Concurrent;
using Amazon.S3.Model;
using Amazon.SQS.Model;

namespace EventAi.Emulators.Tests.Aws;

public sealed class CrashTests : IDisposable
{
    private const int Kills = 5;

    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-aws-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Kill_InMidStream_LosesNothingThatWasAcknowledged()
    {
        var stored = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var attempted = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        var sent = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var (deleting, deleted) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var random = new Random(11);
        for (var round = 0; round < Kills; round++)
        {
            await using var server = await EmulatorProcess.StartAsync("--port", "0", "--data", _directory);
            using var s3 = AwsEndpointFixture.NewS3(server.Url);
            using var sqs = AwsEndpointFixture.NewSqs(server.Url);
            await s3.PutBucketAsync("crash");
            var queue = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = "crash", Attributes = new() { ["VisibilityTimeout"] = "0" } })).QueueUrl;
            using var stop = new CancellationTokenSource();
            var enough = new CountdownEvent(60 + random.Next(60));
            void Count()
            {
                if (!enough.IsSet)
                {
                    enough.Signal();
                }
            }
            Task[] clients =
            [
                .. Enumerable.Range(0, 3).Select(client => RepeatAsync(stop.Token, async i =>
                {
                    var (key, size) = ($"{round}/{client}/{i % 20}", 1 + (i * 7919 % 200_000));
                    // A key is written again and again: after the crash it must have the last size, or the one being written.
                    attempted[key] = size;
                    var content = new byte[size];
                    await s3.PutObjectAsync(new PutObjectRequest { BucketName = "crash", Key = key, InputStream = new MemoryStream(content) }, stop.Token);
                    stored[key] = size;
                    Count();
                })),
                RepeatAsync(stop.Token, async i =>
                {
                    var body = $"{round}/{i}";
                    sent[(await sqs.SendMessageAsync(queue, body, stop.Token)).MessageId] = body;
                    Count();
                }),
                RepeatAsync(stop.Token, async _ =>
                {
                    foreach (var message in (await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, VisibilityTimeout = 5, WaitTimeSeconds = 1 }, stop.Token)).Messages ?? [])
                    {
                        deleting.Add(message.MessageId);
                        await sqs.DeleteMessageAsync(queue, message.ReceiptHandle, stop.Token);
                        deleted.Add(message.MessageId);
                    }
                }),
            ];
            await Task.Run(() => enough.Wait(AwsEndpointFixture.Deadline));
            Assert.True(enough.IsSet);
            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
        }

        await using var last = await EmulatorProcess.StartAsync("--port", "0", "--data", _directory);
        using var reading = AwsEndpointFixture.NewS3(last.Url);
        foreach (var (key, size) in stored)
        {
            var head = await reading.GetObjectMetadataAsync("crash", key);
            Assert.True(head.ContentLength == size || head.ContentLength == attempted[key], $"{key} has {head.ContentLength} bytes; {size} were acknowledged");
            using var got = await reading.GetObjectAsync("crash", key);
            using var content = new MemoryStream();
            await got.ResponseStream.CopyToAsync(content); // the client compares the checksum
            Assert.Equal(head.ContentLength, content.Length);
        }
        await AssertMessagesAsync(last.Url, sent, deleting, deleted);
        Assert.NotEmpty(deleted);
    }

    private static async Task AssertMessagesAsync(
        string url, ConcurrentDictionary<string, string> sent, ConcurrentBag<string> deleting, ConcurrentBag<string> deleted)
    {
        using var sqs = AwsEndpointFixture.NewSqs(url);
        var queue = (await sqs.GetQueueUrlAsync("crash")).QueueUrl;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        // Those received before the kill come to light when their visibility timeout has passed.
        GetQueueAttributesResponse counts;
        do
        {
            var received = await sqs.ReceiveMessageAsync(
                new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10, VisibilityTimeout = 600, WaitTimeSeconds = 1 }, deadline.Token);
            foreach (var message in received.Messages ?? [])
            {
                found[message.MessageId] = message.Body;
            }
            counts = await sqs.GetQueueAttributesAsync(queue, ["All"], deadline.Token);
        }
        while (found.Count < counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesNotVisible);

        Assert.DoesNotContain(deleted, found.ContainsKey);
        // A deletion that was asked for may have been done although the kill came before its answer.
        Assert.Empty(sent.Keys.Except(found.Keys, StringComparer.Ordinal).Except(deleting, StringComparer.Ordinal));
        Assert.All(sent.Where(message => found.ContainsKey(message.Key)), message => Assert.Equal(message.Value, found[message.Key]));
    }

    private static async Task RepeatAsync(CancellationToken stop, Func<int, Task> action)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                await action(i);
            }
            catch (Exception exception) when (exception is HttpRequestException or System.Net.Sockets.SocketException or OperationCanceledException or Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or IOException)
            {
                return; // killed
            }
        }
    }
}
