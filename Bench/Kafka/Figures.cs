namespace EventAi.Bench.Kafka;

/// <summary>
/// One run: records a second in and out, microseconds of the server's CPU for a record in (NaN for the one in the client's process), end-to-end latencies in
/// milliseconds at 1,000 records a second.
/// </summary>
internal sealed record Figures(double Produced, double Consumed, double ProduceCpu, double P50, double P99);
