namespace EventAi.Bench.Kafka;

/// <summary>One run: records a second in and out, end-to-end latencies in milliseconds at 1,000 records a second.</summary>
internal sealed record Figures(double Produced, double Consumed, double P50, double P99);
