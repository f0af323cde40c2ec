using System.Globalization;
using EventAi.Bench.Kafka;

// usage: KafkaBench [rounds] [start-GB]: the broker side by side with librdkafka's mock broker, and how fast it starts with that much log.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3;
var gigabytes = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1;
var (broker, mock) = (new List<Figures>(), new List<Figures>());
for (var round = 0; round < rounds; round++)
{
    using (var target = new MockTarget())
    {
        mock.Add(await Workload.RunAsync(target));
    }

    using (var target = await BrokerTarget.StartAsync())
    {
        broker.Add(await Workload.RunAsync(target));
    }
}

var rest = await AtRest.MeasureAsync(gigabytes);
ResultTable.Print(broker, mock, rest);
