using EventAi.HybridSearch.Text;
using EventAi.Vectors;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Retrieval.Search;

/// <summary>
/// Keeps a <see cref="CollectionProfile"/> that is about as young as the collection: sampled at the first search, and again in the
/// background, while searches go on with the one before, when documents have changed or the profile is old.
/// </summary>
public sealed class CollectionProfiles(QdrantClient qdrant, TimeProvider time, IOptions<VectorOptions> vectors)
{
    private const int SampleSize = 256;
    private static readonly TimeSpan AfterChange = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private readonly TextAnalyzer _analyzer = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Sampled? _current;
    private volatile bool _changed;

    /// <summary>Documents came or went.</summary>
    public void Changed() => _changed = true;

    public async ValueTask<CollectionProfile> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_current is not { Profile.AverageTerms: > 0 } current)
        {
            return await SampleAsync(cancellationToken);
        }
        if (IsDue(current) && _gate.CurrentCount > 0)
        {
            _ = RefreshAsync();
        }
        return current.Profile;
    }

    private bool IsDue(Sampled current) => time.GetElapsedTime(current.At) is var age && (age > MaxAge || (_changed && age > AfterChange));

    private async Task RefreshAsync()
    {
        try
        {
            await SampleAsync(CancellationToken.None);
        }
        catch (RpcException)
        {
            // The store is away: the profile before it will do, and the search itself says what is wrong.
        }
    }

    private async Task<CollectionProfile> SampleAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_current is { Profile.AverageTerms: > 0 } current && !IsDue(current))
            {
                return current.Profile;
            }
            _changed = false;
            var profile = await ReadAsync(cancellationToken);
            _current = new Sampled(profile, time.GetTimestamp());
            return profile;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<CollectionProfile> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var points = await qdrant.QueryAsync(
                vectors.Value.Collection,
                query: Sample.Random,
                filter: ChunkFilter.Visible(),
                limit: SampleSize,
                payloadSelector: new WithPayloadSelector { Include = new PayloadIncludeSelector { Fields = { ChunkPayload.Text, ChunkPayload.Title, ChunkPayload.TitlePath, ChunkPayload.Index, ChunkPayload.Language } } },
                cancellationToken: cancellationToken);
            return points.Count == 0 ? CollectionProfile.Empty : Profile([.. points.Select(Passage)]);
        }
        catch (RpcException exception) when (SearchArms.IsMissingCollection(exception))
        {
            return CollectionProfile.Empty;
        }
    }

    private CollectionProfile Profile(IReadOnlyList<(string Text, string Heading, long Index, Language Language)> passages)
    {
        var holding = new Dictionary<string, int>(StringComparer.Ordinal);
        var terms = 0;
        foreach (var (text, heading, _, language) in passages)
        {
            var words = _analyzer.Terms(text, language);
            terms += words.Count;
            foreach (var term in words.Concat(_analyzer.Terms(heading, language)).Distinct(StringComparer.Ordinal))
            {
                holding[term] = holding.GetValueOrDefault(term) + 1;
            }
        }
        var languages = passages.GroupBy(static passage => passage.Language).ToDictionary(static group => group.Key, group => group.Count() / (double)passages.Count);
        // Of n passages numbered from 0 the mean number is (n - 1) / 2.
        var perDocument = (2 * passages.Average(static passage => passage.Index)) + 1;
        return new CollectionProfile(terms / (double)passages.Count, perDocument, languages, passages.Count, holding);
    }

    private static (string Text, string Heading, long Index, Language Language) Passage(ScoredPoint point)
    {
        var text = point.Payload[ChunkPayload.Text].StringValue;
        var heading = $"{point.Payload[ChunkPayload.Title].StringValue} {point.Payload[ChunkPayload.TitlePath].StringValue}";
        return (text, heading, point.Payload[ChunkPayload.Index].IntegerValue, point.Payload.TryGetValue(ChunkPayload.Language, out var code) ? LanguageCodes.Parse(code.StringValue) : LanguageDetector.Detect(text));
    }

    private sealed record Sampled(CollectionProfile Profile, long At);
}
