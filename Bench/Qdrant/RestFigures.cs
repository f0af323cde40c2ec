namespace EventAi.Bench.Qdrant;

/// <summary>What the emulator takes to load, to start again and when nobody asks it for anything.</summary>
internal sealed record RestFigures(double UpsertsPerSecond, double StartSeconds, double EmptyMegabytes, double Megabytes, double CpuPercent);
