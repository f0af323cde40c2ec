namespace EventAi.Bench.Qdrant;

/// <summary>One query after another. Latencies in milliseconds.</summary>
internal sealed record QueryFigures(double Recall, double PerSecond, double P50, double P95, double P99);
