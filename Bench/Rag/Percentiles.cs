namespace EventAi.RagBench;

internal static class Percentiles
{
    /// <summary>Nearest rank.</summary>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
