using Confluent.Kafka;

namespace EventAi.Bench.Kafka;

/// <summary>What the broker takes when nobody asks it for anything, and how long a clean start takes with a log of some size.</summary>
internal sealed record AtRest(double CpuPercent, double Megabytes, double LogGigabytes, double StartSeconds)
{
    public static async Task<AtRest> MeasureAsync(double gigabytes)
    {
        double cpu, megabytes;
        using (var idle = await BrokerTarget.StartAsync())
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            var before = idle.Process.TotalProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(10));
            idle.Process.Refresh();
            (cpu, megabytes) = ((idle.Process.TotalProcessorTime - before).TotalSeconds * 10, idle.Process.WorkingSet64 / 1e6);
        }

        var directory = Directory.CreateTempSubdirectory("eventai-bench-").FullName;
        try
        {
            using (var filling = await BrokerTarget.StartAsync(directory))
            {
                Fill(filling, gigabytes);
                await filling.StopAsync();
            }

            var started = TimeProvider.System.GetTimestamp();
            using var again = await BrokerTarget.StartAsync(directory);
            return new AtRest(cpu, megabytes, gigabytes, TimeProvider.System.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Fill(BrokerTarget target, double gigabytes)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = target.BootstrapServers, LingerMs = 5, BatchSize = 1_000_000, QueueBufferingMaxKbytes = 100_000 })
            .SetLogHandler((_, _) => { }).Build();
        var value = new byte[10_000];
        for (long i = 0, records = (long)(gigabytes * 1e9 / value.Length); i < records;)
        {
            try
            {
                producer.Produce(new TopicPartition("fill", (int)(i % 4)), new() { Value = value });
                i++;
            }
            catch (ProduceException<Null, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(TimeSpan.FromMilliseconds(5));
            }
        }

        producer.Flush(TimeSpan.FromMinutes(5));
    }
}
