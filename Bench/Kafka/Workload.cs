using System.Buffers.Binary;
using Confluent.Kafka;

namespace EventAi.Bench.Kafka;

/// <summary>The same work for every target, all of it through librdkafka.</summary>
internal static class Workload
{
    private const int Records = 2_000_000;
    private const int WarmUpRecords = 2_000_000;
    private const int RecordBytes = 200;
    private const int LatencyRecords = 5000;
    private const int LatencyWarmUp = 1000;
    private const string Topic = "load";

    public static async Task<Figures> RunAsync(ITarget target)
    {
        Produce(target, WarmUpRecords);
        var before = target.ProcessorTime;
        var produced = Produce(target, Records);
        var cpu = (target.ProcessorTime - before)?.TotalMicroseconds / Records ?? double.NaN;
        var consumed = Consume(target);
        var (p50, p99) = await LatencyAsync(target);
        return new Figures(produced, consumed, cpu, p50, p99);
    }

    /// <summary>Acks=all, linger 5 ms, 200 bytes, four partitions: records a second until the last is acknowledged.</summary>
    private static double Produce(ITarget target, int records)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig
        {
            BootstrapServers = target.BootstrapServers,
            Acks = Acks.All,
            LingerMs = 5,
            BatchSize = 1_000_000,
            BatchNumMessages = 10_000,
            QueueBufferingMaxMessages = 1_000_000,
            EnableDeliveryReports = true,
            DeliveryReportFields = "none",
        }).SetLogHandler((_, _) => { }).Build();
        var value = new byte[RecordBytes];
        var failed = 0;
        void Delivered(DeliveryReport<Null, byte[]> report) => failed += report.Error.IsError ? 1 : 0;
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < records;)
        {
            try
            {
                producer.Produce(new TopicPartition(Topic, i % 4), new() { Value = value }, Delivered);
                i++;
            }
            catch (ProduceException<Null, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(5));
            }
        }

        if (producer.Flush(TimeSpan.FromMinutes(2)) > 0 || failed > 0)
        {
            throw new InvalidOperationException($"{failed} records were not acknowledged.");
        }

        return records / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Everything that is there, from the first record that arrives to the last: records a second.</summary>
    private static double Consume(ITarget target)
    {
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig
        {
            BootstrapServers = target.BootstrapServers,
            GroupId = "bench",
            EnablePartitionEof = true,
            EnableAutoCommit = false,
            QueuedMinMessages = 1_000_000,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(p => new TopicPartitionOffset(Topic, p, Offset.Beginning)));
        var (count, ends, started) = (0, 0, 0L);
        while (ends < 4)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("Nothing came for 30 s.");
            if (record.IsPartitionEOF)
            {
                ends++;
                continue;
            }

            started = count++ == 0 ? TimeProvider.System.GetTimestamp() : started;
        }

        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>1,000 records a second, linger 0, default fetch settings: from Produce to the consumer's hand, milliseconds.</summary>
    private static async Task<(double P50, double P99)> LatencyAsync(ITarget target)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = target.BootstrapServers, Acks = Acks.All, LingerMs = 0 })
            .SetLogHandler((_, _) => { }).Build();
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = target.BootstrapServers, GroupId = "latency", EnableAutoCommit = false })
            .SetLogHandler((_, _) => { }).Build();
        var first = await producer.ProduceAsync(new TopicPartition("latency", 0), new() { Value = new byte[RecordBytes] });
        consumer.Assign(new TopicPartitionOffset("latency", 0, first.Offset + 1));
        var latencies = new List<double>(LatencyRecords);
        var reading = Task.Factory.StartNew(
            () =>
            {
                while (latencies.Count < LatencyRecords)
                {
                    var record = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("Nothing came for 30 s.");
                    latencies.Add(TimeProvider.System.GetElapsedTime(BinaryPrimitives.ReadInt64LittleEndian(record.Message.Value)).TotalMilliseconds);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < LatencyRecords;)
        {
            for (var due = Math.Min(LatencyRecords, (int)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds); i < due; i++)
            {
                var value = new byte[RecordBytes];
                BinaryPrimitives.WriteInt64LittleEndian(value, TimeProvider.System.GetTimestamp());
                producer.Produce(new TopicPartition("latency", 0), new() { Value = value });
            }

            await Task.Delay(1);
        }

        await reading.WaitAsync(TimeSpan.FromSeconds(60));
        latencies.RemoveRange(0, LatencyWarmUp);
        latencies.Sort();
        return (latencies[latencies.Count / 2], latencies[(int)(latencies.Count * 0.99)]);
    }
}
