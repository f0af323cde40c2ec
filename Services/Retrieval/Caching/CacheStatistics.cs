namespace EventAi.Retrieval.Caching;

/// <summary>How a cache did since the service started.</summary>
/// <param name="Cache"><c>embedding</c>, <c>search</c> or <c>answer</c>.</param>
/// <param name="Hits">Asked for and there.</param>
/// <param name="Misses">Asked for and not there.</param>
/// <param name="Ratio">Hits among what was asked for, 0 to 1.</param>
/// <param name="Saved">Cost of the model calls that the hits made needless, by the configured prices.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record CacheStatistics(string Cache, long Hits, long Misses, double Ratio, double Saved, string Currency);
