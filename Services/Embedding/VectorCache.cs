using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace EventAi.Embedding;

/// <summary>
/// Vectors by model and content, in Redis: <c>vector:{SHA-256 of model and text}</c>, so a text that is known costs no call of the model. The
/// key says nothing of the text. Redis being away is a miss.
/// </summary>
public sealed class VectorCache(IConnectionMultiplexer redis, IOptions<EmbeddingOptions> options)
{
    private static readonly Counter<long> Hits = EventAiTelemetry.Meter.CreateCounter<long>("eventai.cache.hits", "{lookup}", "Lookups that a cache answered");
    private static readonly Counter<long> Misses = EventAiTelemetry.Meter.CreateCounter<long>("eventai.cache.misses", "{lookup}", "Lookups that a cache did not answer");
    private static readonly KeyValuePair<string, object?> Name = new("eventai.cache", "chunk-vectors");

    private readonly IDatabase _database = redis.GetDatabase();

    private bool IsOff => options.Value.CacheTime == TimeSpan.Zero;

    /// <summary>The vectors that are known, in the order of the texts; null where one is not.</summary>
    public async Task<float[]?[]> FindAsync(string model, IReadOnlyList<string> texts)
    {
        if (IsOff)
        {
            return new float[]?[texts.Count];
        }
        try
        {
            var values = await _database.StringGetAsync([.. texts.Select(text => Key(model, text))]);
            var found = Array.ConvertAll(values, static value => value.IsNull ? null : MemoryMarshal.Cast<byte, float>((byte[])value!).ToArray());
            var hits = found.Count(static vector => vector is not null);
            Hits.Add(hits, Name);
            Misses.Add(found.Length - hits, Name);
            return found;
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            return new float[]?[texts.Count];
        }
    }

    public async Task KeepAsync(string model, IReadOnlyList<(string Text, float[] Vector)> vectors)
    {
        if (IsOff)
        {
            return;
        }
        try
        {
            await Task.WhenAll(vectors.Select(pair => _database.StringSetAsync(
                Key(model, pair.Text), MemoryMarshal.AsBytes(pair.Vector.AsSpan()).ToArray(), options.Value.CacheTime)));
        }
        catch (Exception exception) when (exception is RedisException or RedisTimeoutException)
        {
            // It will be computed again.
        }
    }

    private static RedisKey Key(string model, string text) => $"vector:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{model}\0{text}")))}";
}
