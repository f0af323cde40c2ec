using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SQS;
using Amazon.SQS.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Ingestion.Uploads;

/// <summary>
/// Follows the bucket: sets up bucket, queue and notification, then takes messages by long polling. A message is deleted once
/// its uploads are events; until then the queue's visibility timeout brings it back.
/// </summary>
public sealed class UploadPoller(IAmazonS3 s3, IAmazonSQS sqs, UploadHandler handler, IOptions<IngestionOptions> options, TimeProvider time, ILogger<UploadPoller> logger)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private volatile bool _ready;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(_ready ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The bucket's notifications are not set up yet."));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var queues = default(Queues);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                queues ??= await SetUpAsync(stoppingToken);
                await PollAsync(queues, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // The SDK lets a connection that breaks through as an IOException, a timeout of its own as a cancellation.
            catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
                or OperationCanceledException or RedisException or RedisTimeoutException or KafkaException)
            {
                UploadLog.Outage(logger, RetryDelay, exception.Message);
                await Task.Delay(RetryDelay, time, stoppingToken);
            }
        }
    }

    private async Task<Queues> SetUpAsync(CancellationToken cancellationToken)
    {
        await CreateBucketAsync(cancellationToken);
        var main = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = options.Value.Queue }, cancellationToken)).QueueUrl;
        var dead = (await sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = $"{options.Value.Queue}-dead" }, cancellationToken)).QueueUrl;
        var attributes = await sqs.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = main, AttributeNames = ["QueueArn"] }, cancellationToken);
        await s3.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = options.Value.Bucket,
                QueueConfigurations = [new QueueConfiguration { Id = "uploads", Queue = attributes.QueueARN, Events = [EventType.ObjectCreatedAll] }],
            },
            cancellationToken);
        _ready = true;
        UploadLog.Ready(logger, options.Value.Bucket, options.Value.Queue);
        return new Queues(main, dead);
    }

    private async Task CreateBucketAsync(CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutBucketAsync(new PutBucketRequest { BucketName = options.Value.Bucket }, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "BucketAlreadyOwnedByYou")
        {
            // From the second start on; us-east-1 alone answers as if it were new.
        }
    }

    private async Task PollAsync(Queues queues, CancellationToken cancellationToken)
    {
        var received = await sqs.ReceiveMessageAsync(
            new ReceiveMessageRequest { QueueUrl = queues.Main, MaxNumberOfMessages = 10, WaitTimeSeconds = 10 }, cancellationToken);
        await Task.WhenAll((received.Messages ?? []).Select(async message =>
        {
            await HandleAsync(queues, message, cancellationToken);
            await sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queues.Main, ReceiptHandle = message.ReceiptHandle }, cancellationToken);
        }));
    }

    private async Task HandleAsync(Queues queues, Message message, CancellationToken cancellationToken)
    {
        IReadOnlyList<BucketNotification> notifications;
        try
        {
            notifications = BucketNotification.Parse(message.Body);
        }
        catch (JsonException exception)
        {
            UploadLog.Malformed(logger, options.Value.Queue, exception.Message);
            await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queues.Dead, MessageBody = message.Body }, cancellationToken);
            return;
        }
        foreach (var notification in notifications.Where(static notification => notification.IsUpload))
        {
            await handler.HandleAsync(notification, cancellationToken);
        }
    }

    private sealed record Queues(string Main, string Dead);
}
