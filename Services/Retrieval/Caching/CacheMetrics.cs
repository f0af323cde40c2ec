using System.Diagnostics.Metrics;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace EventAi.Retrieval.Caching;

/// <summary><c>eventai.cache.hits</c>, <c>.misses</c>, <c>.ratio</c> and <c>.saved</c> (cost by the configured prices), each by cache.</summary>
public sealed class CacheMetrics
{
    private const string Tag = "eventai.cache";
    private const double Million = 1_000_000;

    private static readonly Counter<long> Hits = EventAiTelemetry.Meter.CreateCounter<long>("eventai.cache.hits", "{hit}", "Found in a cache");
    private static readonly Counter<long> Misses = EventAiTelemetry.Meter.CreateCounter<long>("eventai.cache.misses", "{miss}", "Not found in a cache");
    private static readonly string[] Names = ["embedding", "search", "answer"];

    private readonly CachingOptions _options;
    private readonly Tally[] _tallies = [new(), new(), new()];
    private readonly Counter<double> _saved;

    public CacheMetrics(IOptions<CachingOptions> options)
    {
        _options = options.Value;
        _saved = EventAiTelemetry.Meter.CreateCounter<double>("eventai.cache.saved", _options.Currency, "Cost of model calls that a cache made needless");
        EventAiTelemetry.Meter.CreateObservableGauge(
            "eventai.cache.ratio",
            () => All().Select(static statistics => new Measurement<double>(statistics.Ratio, new KeyValuePair<string, object?>(Tag, statistics.Cache))),
            "1",
            "Hits among what was asked for");
    }

    public void Hit(CacheKind kind, double saved = 0)
    {
        var tag = new KeyValuePair<string, object?>(Tag, Names[(int)kind]);
        Interlocked.Increment(ref _tallies[(int)kind].Hits);
        Hits.Add(1, tag);
        if (saved > 0)
        {
            lock (_tallies)
            {
                _tallies[(int)kind].Saved += saved;
            }
            _saved.Add(saved, tag);
        }
    }

    public void Missed(CacheKind kind)
    {
        Interlocked.Increment(ref _tallies[(int)kind].Misses);
        Misses.Add(1, new KeyValuePair<string, object?>(Tag, Names[(int)kind]));
    }

    public double CostOfEmbedding(long tokens) => tokens * _options.EmbeddingTokenPrice / Million;

    public double CostOfAnswer(long promptTokens, long answerTokens)
        => ((promptTokens * _options.PromptTokenPrice) + (answerTokens * _options.AnswerTokenPrice)) / Million;

    public IReadOnlyList<CacheStatistics> All()
        =>
        [
            .. Names.Zip(_tallies, (name, tally) => new CacheStatistics(
                name, tally.Hits, tally.Misses, tally.Hits + tally.Misses is > 0 and var asked ? (double)tally.Hits / asked : 0, tally.Saved, _options.Currency)),
        ];

    private sealed class Tally
    {
        public long Hits;
        public long Misses;
        public double Saved;
    }
}
