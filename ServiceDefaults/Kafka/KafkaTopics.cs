using Confluent.Kafka;
using Confluent.Kafka.Admin;
using EventAi.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Creates every topic and its dead-letter topic where missing; consumers wait for it. Goes on trying while the broker is away.</summary>
internal sealed class KafkaTopics(IConfiguration configuration, ServiceName service, TimeProvider time, ILogger<KafkaTopics> logger) : BackgroundService
{
    public const int Partitions = 4;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Blocks the calling (consumer) thread until the topics are there.</summary>
    public void WaitUntilCreated(CancellationToken cancellationToken) => _created.Task.Wait(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig
        {
            BootstrapServers = configuration.GetRequiredConnectionString("kafka"),
            ClientId = service.Name,
        })
            .SetLogHandler((_, message) => KafkaLog.Client(logger, message))
            .Build();
        var topics = Topics.All.SelectMany(static topic => new[] { topic, Topics.DeadLetter(topic) })
            .Select(static topic => new TopicSpecification { Name = topic, NumPartitions = Partitions, ReplicationFactor = -1 })
            .ToArray();
        while (!await TryCreateAsync(admin, topics))
        {
            await Task.Delay(RetryDelay, time, stoppingToken);
        }
        _created.TrySetResult();
    }

    private async Task<bool> TryCreateAsync(IAdminClient admin, TopicSpecification[] topics)
    {
        try
        {
            await admin.CreateTopicsAsync(topics, new CreateTopicsOptions { RequestTimeout = TimeSpan.FromSeconds(10) });
            return true;
        }
        catch (CreateTopicsException exception)
        {
            var failed = exception.Results.Find(static result => result.Error.Code is not (ErrorCode.NoError or ErrorCode.TopicAlreadyExists));
            if (failed is null)
            {
                return true;
            }
            KafkaLog.TopicsNotReady(logger, $"{failed.Topic}: {failed.Error.Reason}");
            return false;
        }
        catch (KafkaException exception)
        {
            KafkaLog.TopicsNotReady(logger, exception.Error.Reason);
            return false;
        }
    }
}
