namespace EventAi.Bench.Aws;

/// <summary>What else the machine does: figures mean little without it.</summary>
internal static class MachineLoad
{
    /// <returns>The load average of the last minute.</returns>
    public static async Task<string> ReadAsync()
        => File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";
}
