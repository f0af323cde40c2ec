namespace EventAi.Bench.Fraud;

/// <summary>A figure taken beside other work says so.</summary>
internal static class MachineLoad
{
    public static string Describe() => $"{Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before the start";
}
