using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using EventAi.Contracts;

namespace EventAi.FraudPipelines;

/// <summary>Writes events to the bus as a producer outside would: keyed, idempotent, no telemetry. A full queue makes the caller wait.</summary>
public sealed class TransactionSender(string kafka) : IDisposable
{
    private static readonly TimeSpan QueueWait = TimeSpan.FromMilliseconds(2);

    private readonly IProducer<byte[], byte[]> _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
    {
        BootstrapServers = kafka,
        EnableIdempotence = true,
        LingerMs = 1,
        SocketNagleDisable = true,
        MessageTimeoutMs = 120_000,
        CompressionType = CompressionType.Lz4,
    }).SetLogHandler(static (_, _) => { }).Build();

    public void Send<TEvent>(TEvent sent)
        where TEvent : class, IEvent<TEvent>
        => Send(TEvent.Topic, sent.Key, JsonSerializer.SerializeToUtf8Bytes(sent, TEvent.JsonTypeInfo));

    public void Send(string topic, string key, byte[] value)
    {
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = value };
        while (true)
        {
            try
            {
                _producer.Produce(topic, message);
                return;
            }
            catch (ProduceException<byte[], byte[]> exception) when (exception.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Poll(QueueWait);
            }
        }
    }

    /// <exception cref="TimeoutException">The broker has not acknowledged all of it in time.</exception>
    public void Flush(TimeSpan patience)
    {
        if (_producer.Flush(patience) is var left && left > 0)
        {
            throw new TimeoutException($"{left} records are not acknowledged.");
        }
    }

    public void Dispose() => _producer.Dispose();
}
