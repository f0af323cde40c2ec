using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Confluent.Kafka;
using EventAi.Emulators.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class MetricsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Meter_AfterTraffic_TellsBytesRequestsDurationsAndLag()
    {
        var sums = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var name = instrument.Name + string.Concat(tags.ToArray().Select(t => $" {t.Key}={t.Value}"));
            sums.AddOrUpdate(name, value, (_, before) => instrument.Name == "kafka.consumer.lag" ? value : before + value);
        }

        var topic = KafkaServer.Unique("metrics");
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == BrokerMetrics.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((i, v, tags, _) => Note(i, v, tags));
        listener.SetMeasurementEventCallback<int>((i, v, tags, _) => Note(i, v, tags));
        listener.SetMeasurementEventCallback<double>((i, v, tags, _) => Note(i, v, tags));
        listener.Start();

        await using var broker = await KafkaBroker.StartAsync(new KafkaOptions { Port = 0, Data = _directory, Partitions = 1 });
        using (var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers, LingerMs = 0 }).Build())
        {
            for (var i = 0; i < 10; i++)
            {
                await producer.ProduceAsync(topic, new() { Value = new string('x', 100) }).WaitAsync(KafkaServer.Deadline);
            }
        }

        using (var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = topic }).Build())
        {
            consumer.Commit([new TopicPartitionOffset(topic, 0, 3)]);
        }

        listener.RecordObservableInstruments();
        Assert.Equal(7, sums[$"kafka.consumer.lag group={topic} topic={topic}"]);
        Assert.True(sums["kafka.requests api=Produce"] >= 10);
        Assert.True(sums["kafka.request.duration api=Produce"] > 0);
        Assert.True(sums["kafka.bytes direction=in"] > 1000);
        Assert.True(sums["kafka.bytes direction=out"] > 100);
    }
}
