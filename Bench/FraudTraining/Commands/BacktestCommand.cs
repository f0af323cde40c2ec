using System.Globalization;
using Confluent.Kafka;
using EventAi.Contracts;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Cards;
using EventAi.FraudTraining.Data;

namespace EventAi.FraudTraining.Commands;

/// <summary>
/// <c>backtest MODEL --kafka=ADDRESS [--from=TIME] [--to=TIME]</c>: reads a range of <c>transactions.received</c> with its labels from the bus, scores it with another model, and
/// compares with the scores that were given. Nothing is written. The range begins with windows to be filled: features of its first days know less than the service knew.
/// </summary>
internal static class BacktestCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static int Run(string modelPath, IReadOnlyList<string> options)
    {
        var kafka = Commands.Option(options, "--kafka") ?? throw new UsageException("backtest wants --kafka=ADDRESS.");
        var model = FraudModel.Load(modelPath);
        var (from, to) = (Time(options, "--from", DateTimeOffset.MinValue), Time(options, "--to", DateTimeOffset.MaxValue));
        var scored = Read<TransactionScored>(kafka).DistinctBy(static score => score.TransactionId).ToDictionary(static score => score.TransactionId, StringComparer.Ordinal);
        var frauds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var label in Read<TransactionLabelled>(kafka).OrderBy(static label => label.Timestamp))
        {
            _ = label.IsFraud ? frauds.Add(label.TransactionId) : frauds.Remove(label.TransactionId);
        }
        LabelledTransaction[] log = [.. Read<TransactionReceived>(kafka)
            .Where(transaction => transaction.OccurredAt >= from && transaction.OccurredAt < to)
            .DistinctBy(static transaction => transaction.TransactionId)
            .Select(transaction => new LabelledTransaction(transaction, frauds.Contains(transaction.TransactionId) ? 1 : 0))];
        var features = OfflineFeatures.Of(log);
        var pairs = log.Select((transaction, i) => (Now: model.Score(features[i]), Then: scored.GetValueOrDefault(transaction.Event.TransactionId), transaction.IsFraud))
            .Where(static pair => pair.Then is not null).ToArray();
        Print(model, log.Length, pairs!);
        return 0;
    }

    private static void Print(FraudModel model, int transactions, (double Now, TransactionScored Then, bool IsFraud)[] pairs)
    {
        string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(Text($"{transactions:N0} transactions, {pairs.Length:N0} of them scored, {pairs.Count(static pair => pair.IsFraud):N0} labelled frauds"));
        var before = pairs.Where(static pair => pair.Then.Score >= ModelCard.Threshold).ToArray();
        var after = pairs.Where(static pair => pair.Now >= ModelCard.Threshold).ToArray();
        var models = string.Join(", ", pairs.Select(static pair => $"{pair.Then.ModelId} {pair.Then.ModelVersion}").Distinct());
        Console.WriteLine(Text($"as scored ({models}): {before.Length:N0} above {ModelCard.Threshold}, {before.Count(static pair => pair.IsFraud):N0} of them labelled frauds"));
        Console.WriteLine(Text($"{model.Id} {model.Version}: {after.Length:N0} above, {after.Count(static pair => pair.IsFraud):N0} of them labelled frauds"));
        Console.WriteLine(Text($"in both: {pairs.Count(static pair => pair.Now >= ModelCard.Threshold && pair.Then.Score >= ModelCard.Threshold):N0}; scores that differ: {pairs.Count(static pair => !pair.Now.Equals(pair.Then.Score)):N0}; mean difference {(pairs.Length == 0 ? 0 : pairs.Average(static pair => Math.Abs(pair.Now - pair.Then.Score))):F4}"));
    }

    private static DateTimeOffset Time(IReadOnlyList<string> options, string name, DateTimeOffset otherwise)
        => Commands.Option(options, name) is not { } text ? otherwise
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
            : throw new UsageException($"'{text}' is no time like 2026-01-05T00:00:00Z.");

    /// <summary>All valid records that a topic holds now, partition by partition: a card's stay in order.</summary>
    private static List<TEvent> Read<TEvent>(string kafka)
        where TEvent : class, IEvent<TEvent>
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = kafka, GroupId = "backtest", EnableAutoCommit = false, EnablePartitionEof = true })
            .SetLogHandler(static (_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = admin.GetMetadata(TEvent.Topic, Patience).Topics[0].Partitions.ConvertAll(partition => new TopicPartitionOffset(TEvent.Topic, partition.PartitionId, Offset.Beginning));
        consumer.Assign(partitions);
        var events = new List<TEvent>();
        for (var open = partitions.Count; open > 0;)
        {
            var result = consumer.Consume(Patience) ?? throw new IOException($"{TEvent.Topic} at {kafka} did not answer.");
            if (result.IsPartitionEOF)
            {
                open--;
            }
            else if (EventSchema<TEvent>.Parse(result.Message.Value, out _) is { } valid)
            {
                events.Add(valid);
            }
        }
        return events;
    }
}
