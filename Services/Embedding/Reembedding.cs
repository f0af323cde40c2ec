using EventAi.Contracts;
using EventAi.Vectors;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Qdrant.Client;
using Qdrant.Client.Grpc;
using StackExchange.Redis;

namespace EventAi.Embedding;

/// <summary>
/// When the alias stands for another model's collection than the configured one's, the index is written anew in the background: every point's
/// text is embedded by the new model, until a pass over both collections finds nothing missing, nothing left over and no payload that
/// differs; then the alias is moved in one request. Meanwhile searches go to the old collection, and new documents to both. One replica does
/// it (a lease in Redis); the old collection goes a minute later.
/// </summary>
public sealed class Reembedding(
    QdrantClient qdrant, IndexTargets targets, ChunkEmbedder embedder, EmbeddingModels models, IConnectionMultiplexer redis, IOptions<VectorOptions> vectors,
    IOptions<EmbeddingOptions> options, TimeProvider time, ILogger<Reembedding> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private readonly string _owner = Guid.NewGuid().ToString();

    /// <summary>How long readers that have resolved the alias may still use the old collection.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(1);

    private RedisKey Lease => $"reembedding:{Alias}";

    private string Alias => vectors.Value.Collection;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await RunAsync(stoppingToken))
                {
                    return; // the alias stands for the configured model's collection, and nobody moves it while this service runs
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested && (EmbeddingConsumers.IsOutage(exception) || exception is RpcException or HttpRequestException or TimeoutException or RedisException))
            {
                ReembeddingLog.Outage(logger, Interval, exception.Message);
            }
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>True where nothing is left to be done.</summary>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var written = await targets.GetAsync(cancellationToken);
        var wanted = written[^1];
        var behind = await ChunkCollection.BehindAliasAsync(qdrant, Alias, cancellationToken);
        if (behind == wanted.Collection)
        {
            return true;
        }
        var source = behind ?? Alias;
        if (!await LeaseAsync())
        {
            return false; // another replica does it
        }
        ReembeddingLog.Began(logger, source, wanted.Collection);
        while (await CopyAsync(source, wanted, cancellationToken) + await RemoveLeftOversAsync(source, wanted, cancellationToken) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        await SwitchAsync(behind, wanted.Collection, cancellationToken);
        targets.Forget();
        await redis.GetDatabase().KeyDeleteAsync(Lease);
        ReembeddingLog.Switched(logger, Alias, wanted.Collection);
        if (behind is not null)
        {
            await Task.Delay(Grace, time, cancellationToken);
            await qdrant.DeleteCollectionAsync(behind, cancellationToken: cancellationToken);
        }
        return true;
    }

    private async Task SwitchAsync(string? behind, string wanted, CancellationToken cancellationToken)
    {
        if (behind is null)
        {
            await qdrant.DeleteCollectionAsync(Alias, cancellationToken: cancellationToken); // a collection of before there were aliases has the alias's name
            await qdrant.CreateAliasAsync(Alias, wanted, cancellationToken: cancellationToken);
            return;
        }
        await qdrant.UpdateAliasesAsync(
            [
                new AliasOperations { DeleteAlias = new DeleteAlias { AliasName = Alias } },
                new AliasOperations { CreateAlias = new CreateAlias { AliasName = Alias, CollectionName = wanted } },
            ],
            cancellationToken: cancellationToken);
    }

    /// <summary>Points that were missing, or had another payload.</summary>
    private async Task<int> CopyAsync(string source, IndexTarget wanted, CancellationToken cancellationToken)
    {
        var changed = 0;
        PointId? next = null;
        do
        {
            var page = await qdrant.ScrollAsync(source, limit: (uint)options.Value.ReembeddingPage, offset: next, cancellationToken: cancellationToken);
            next = page.NextPageOffset;
            var there = (await qdrant.RetrieveAsync(wanted.Collection, [.. page.Result.Select(static point => point.Id)], withPayload: true, withVectors: false, cancellationToken: cancellationToken))
                .ToDictionary(static point => point.Id);
            var missing = page.Result.Where(point => !there.TryGetValue(point.Id, out var copy) || !SamePayload(point, copy)).ToArray();
            if (missing.Length > 0)
            {
                await WriteAsync(missing, wanted, cancellationToken);
                changed += missing.Length;
            }
            await LeaseAsync();
        }
        while (next is not null);
        return changed;
    }

    private async Task WriteAsync(RetrievedPoint[] points, IndexTarget wanted, CancellationToken cancellationToken)
    {
        var texts = points.Select(static point => ChunkEmbedder.Text(point.Payload[ChunkPayload.TitlePath].StringValue, point.Payload[ChunkPayload.Text].StringValue)).ToArray();
        var dense = await embedder.EmbedAsync(models.Wanted, texts, cancellationToken);
        await qdrant.UpsertAsync(
            wanted.Collection,
            [.. points.Select((point, position) =>
            {
                var language = point.Payload.TryGetValue(ChunkPayload.Language, out var known) ? known.StringValue : "";
                var copy = new PointStruct { Id = point.Id, Vectors = ChunkPoint.Named(dense[position], embedder.Sparse(texts[position], language)) };
                copy.Payload.Add(point.Payload);
                Complete(copy);
                copy.Payload[ChunkPayload.Model] = wanted.Model.Name;
                return copy;
            })],
            cancellationToken: cancellationToken);
    }

    /// <summary>What points of an earlier release lack.</summary>
    private static void Complete(PointStruct point)
    {
        point.Payload.TryAdd(ChunkPayload.Tenant, DocumentUploaded.DefaultTenant);
        point.Payload.TryAdd(ChunkPayload.Current, true);
        point.Payload.TryAdd(ChunkPayload.Source, "");
        point.Payload.TryAdd(ChunkPayload.Page, 0);
        point.Payload.TryAdd(ChunkPayload.Length, point.Payload[ChunkPayload.Text].StringValue.Length);
    }

    private static bool SamePayload(RetrievedPoint source, RetrievedPoint copy)
        => source.Payload.All(pair => pair.Key == ChunkPayload.Model || (copy.Payload.TryGetValue(pair.Key, out var value) && ((IMessage)pair.Value).Equals(value)));

    private async Task<int> RemoveLeftOversAsync(string source, IndexTarget wanted, CancellationToken cancellationToken)
    {
        var removed = 0;
        PointId? next = null;
        do
        {
            var page = await qdrant.ScrollAsync(wanted.Collection, limit: (uint)options.Value.ReembeddingPage, offset: next, payloadSelector: false, cancellationToken: cancellationToken);
            next = page.NextPageOffset;
            var kept = (await qdrant.RetrieveAsync(source, [.. page.Result.Select(static point => point.Id)], withPayload: false, withVectors: false, cancellationToken: cancellationToken))
                .Select(static point => point.Id).ToHashSet();
            PointId[] leftOver = [.. page.Result.Select(static point => point.Id).Where(id => !kept.Contains(id))];
            // With a legacy collection new documents are written to the new one alone: nothing there is left over.
            if (leftOver.Length > 0 && source != Alias)
            {
                await qdrant.DeleteAsync(wanted.Collection, leftOver, cancellationToken: cancellationToken);
                removed += leftOver.Length;
            }
        }
        while (next is not null);
        return removed;
    }

    private async Task<bool> LeaseAsync()
    {
        var database = redis.GetDatabase();
        var holder = await database.StringSetAndGetAsync(Lease, _owner, LeaseTime, When.NotExists, CommandFlags.None);
        if (!holder.IsNull && holder != _owner)
        {
            return false;
        }
        await database.KeyExpireAsync(Lease, LeaseTime);
        return true;
    }
}
