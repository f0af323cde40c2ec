using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EventAi.Contracts;
using EventAi.FraudPipelines;
using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.FraudTraining.Data;
using EventAi.FraudTraining.Protocol;

namespace EventAi.FraudTraining.Commands;

/// <summary>
/// Sends transactions day by day through the pipeline, with the labels of frauds three days after them, as fast as it takes them. At most two days
/// are under way: partitions stay closer together in event time than the feedback delay is long.
/// </summary>
internal static class Replay
{
    /// <summary>Before the first day that counts: what the windows reach back to.</summary>
    private const int HistoryDays = 38;
    private const int LabelDays = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Scores by transaction id.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(IReadOnlyList<LabelledTransaction> transactions, DateOnly first, int days, FraudModelFile model)
    {
        var folder = Directory.CreateTempSubdirectory("eventai-policy-");
        try
        {
            model.Write(Path.Combine(folder.FullName, "model.json"));
            var policy = Path.Combine(folder.FullName, "policy.json");
            await File.WriteAllTextAsync(policy, """{"champion":"model.json"}""");
            await using var pipeline = await FraudPipeline.StartAsync(policy);
            return await SendAsync(pipeline, transactions, first.DayNumber - HistoryDays, first.DayNumber + days);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<ConcurrentDictionary<string, double>> SendAsync(FraudPipeline pipeline, IReadOnlyList<LabelledTransaction> transactions, int from, int until)
    {
        var scores = new ConcurrentDictionary<string, double>(StringComparer.Ordinal);
        await using var reader = new TopicReader(pipeline.KafkaAddress, Topics.TransactionsScored, record =>
        {
            var scored = JsonSerializer.Deserialize(record.Message.Value, TransactionScored.JsonTypeInfo)!;
            scores[scored.TransactionId] = scored.Score;
        });
        using var sender = new TransactionSender(pipeline.KafkaAddress);
        var byDay = transactions.ToLookup(Split.DayOf);
        var started = TimeProvider.System.GetTimestamp();
        var (sent, sentBefore) = (0, 0);
        for (var day = from; day < until; day++)
        {
            await ScoredAsync(pipeline, scores, sentBefore);
            sentBefore = sent;
            foreach (var late in byDay[day - LabelDays].Where(static transaction => transaction.IsFraud))
            {
                sender.Send(Label(late.Event));
            }
            foreach (var transaction in byDay[day])
            {
                sender.Send(transaction.Event with { EventId = Guid.NewGuid(), Timestamp = TimeProvider.System.GetUtcNow() });
                sent++;
            }
        }
        sender.Flush(Patience);
        await ScoredAsync(pipeline, scores, sent);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent:N0} transactions replayed through the service in {seconds:F0} s: {sent / seconds:N0}/s"));
        return scores;
    }

    private static async Task ScoredAsync(FraudPipeline pipeline, ConcurrentDictionary<string, double> scores, int count)
    {
        var (last, since) = (-1, TimeProvider.System.GetTimestamp());
        while (scores.Count < count)
        {
            if (scores.Count != last)
            {
                (last, since) = (scores.Count, TimeProvider.System.GetTimestamp());
            }
            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new IOException($"{scores.Count} of {count} transactions are scored, and no more come:\n{pipeline.Scoring.Tail()}");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private static TransactionLabelled Label(TransactionReceived transaction) => new()
    {
        EventId = Guid.NewGuid(),
        Timestamp = transaction.OccurredAt.AddMilliseconds(TerminalWindow.FeedbackDelay),
        TransactionId = transaction.TransactionId,
        CardId = transaction.CardId,
        TerminalId = transaction.TerminalId,
        OccurredAt = transaction.OccurredAt,
        IsFraud = true,
    };
}
