namespace EventAi.Bench.Qdrant;

/// <summary>What was measured of one contender; null where it cannot do it.</summary>
internal sealed record Figures(string Name, double BuildSeconds, QueryFigures Plain, QueryFigures? Filtered, double? BatchPerSecond, double Megabytes);
