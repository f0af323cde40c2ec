using System.Diagnostics.Metrics;
using EventAi.Contracts;
using EventAi.FraudScoring.Decisions;
using EventAi.ServiceDefaults;

namespace EventAi.FraudScoring;

/// <summary>Counts of scored, alerted and duplicate transactions; <c>eventai.fraud.latency</c> is seconds from the transaction event to the acknowledged alert.</summary>
public sealed class FraudScoringMetrics(TimeProvider time)
{
    private static readonly Counter<long> ScoredCount = EventAiTelemetry.Meter.CreateCounter<long>("eventai.fraud.scored", "{transaction}", "Transactions scored");
    private static readonly Counter<long> AlertCount = EventAiTelemetry.Meter.CreateCounter<long>("eventai.fraud.alerts", "{alert}", "Alerts published");
    private static readonly Counter<long> DuplicateCount = EventAiTelemetry.Meter.CreateCounter<long>("eventai.fraud.duplicates", "{transaction}", "Records dropped because another record holds their transaction id");
    private static readonly Histogram<double> Latency = EventAiTelemetry.Meter.CreateHistogram<double>("eventai.fraud.latency", "s", "From the transaction event to the acknowledged alert");

    private static readonly Counter<long> DisagreementCount = EventAiTelemetry.Meter.CreateCounter<long>("eventai.fraud.shadow.disagreements", "{transaction}", "Transactions that the model in the shadow would have decided otherwise");

    public void Shadowed(FraudPolicy policy, double score, double? shadow)
    {
        if (shadow is { } other && (score >= policy.File.Threshold) != (other >= policy.File.Threshold))
        {
            DisagreementCount.Add(1);
        }
    }

    public void Scored() => ScoredCount.Add(1);

    public void Duplicate() => DuplicateCount.Add(1);

    public void Alerted(TransactionReceived transaction)
    {
        AlertCount.Add(1);
        Latency.Record(Math.Max(0, (time.GetUtcNow() - transaction.Timestamp).TotalSeconds));
    }
}
