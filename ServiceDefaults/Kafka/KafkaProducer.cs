using Confluent.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>
/// The process's one producer: idempotent, acks=all. A full local queue slows the caller down instead of failing it.
/// </summary>
internal sealed class KafkaProducer : IDisposable
{
    private static readonly TimeSpan FullQueueWait = TimeSpan.FromMilliseconds(5);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly TimeProvider _time;

    public KafkaProducer(IConfiguration configuration, ServiceName service, TimeProvider time, ILogger<KafkaProducer> logger)
    {
        _time = time;
        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig
        {
            BootstrapServers = configuration.GetRequiredConnectionString("kafka"),
            ClientId = service.Name,
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 1,
            CompressionType = CompressionType.Lz4,
            SocketNagleDisable = true,
            ReconnectBackoffMaxMs = 1000,
            MessageMaxBytes = 8 * 1024 * 1024,
        })
            .SetLogHandler((_, message) => KafkaLog.Client(logger, message))
            .Build();
    }

    /// <summary>Completes when the broker has acknowledged the record.</summary>
    /// <exception cref="KafkaException">The broker refused the record, or did not answer within the delivery time.</exception>
    public async Task ProduceAsync(string topic, Message<byte[]?, byte[]?> message, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _producer.ProduceAsync(topic, message, cancellationToken);
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(FullQueueWait, _time, cancellationToken);
            }
        }
    }

    public void Dispose()
    {
        _producer.Flush(TimeSpan.FromSeconds(5));
        _producer.Dispose();
    }
}
