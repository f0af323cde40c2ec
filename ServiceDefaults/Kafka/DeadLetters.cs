using Confluent.Kafka;
using EventAi.Contracts;

namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Copies a record, byte for byte, to its topic's dead-letter topic, with the reason in headers.</summary>
internal sealed class DeadLetters(KafkaProducer producer, TimeProvider time)
{
    private static readonly string[] Own =
        [RecordHeaders.DeadError, RecordHeaders.DeadStage, RecordHeaders.DeadAttempts, RecordHeaders.DeadFirstFailure, RecordHeaders.DeadSource];

    public Task SendAsync(ConsumeResult<byte[]?, byte[]?> record, string stage, string error, int attempts, DateTimeOffset? firstFailure, CancellationToken cancellationToken)
    {
        var headers = new Headers();
        foreach (var header in record.Message.Headers ?? [])
        {
            if (!Own.Contains(header.Key)) // a replayed record that fails again carries only its latest reason
            {
                headers.Add(header.Key, header.GetValueBytes());
            }
        }
        RecordHeaders.Write(headers, RecordHeaders.DeadError, error);
        RecordHeaders.Write(headers, RecordHeaders.DeadStage, stage);
        RecordHeaders.Write(headers, RecordHeaders.DeadAttempts, attempts.ToString());
        RecordHeaders.Write(headers, RecordHeaders.DeadFirstFailure, (firstFailure ?? time.GetUtcNow()).ToString("O"));
        RecordHeaders.Write(headers, RecordHeaders.DeadSource, $"{record.Topic}/{record.Partition.Value}/{record.Offset.Value}");
        return producer.ProduceAsync(
            Topics.DeadLetter(record.Topic),
            new Message<byte[]?, byte[]?> { Key = record.Message.Key, Value = record.Message.Value, Headers = headers },
            cancellationToken);
    }
}
