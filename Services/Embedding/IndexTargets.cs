using EventAi.Vectors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Qdrant.Client;

namespace EventAi.Embedding;

/// <summary>
/// Where chunks are written: to the collection behind the alias; while the index is written anew for another model, to that model's collection
/// too. The old collection comes first, so that what is in the new one is, or was, in the old one.
/// </summary>
public sealed class IndexTargets(QdrantClient qdrant, EmbeddingModels models, IOptions<VectorOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<IndexTarget>? _targets;
    private long _readAt;
    private int? _dimension;

    private IReadOnlyList<IndexTarget>? Known => time.GetElapsedTime(_readAt) < Fresh ? _targets : null;

    private string Alias => options.Value.Collection;

    public async Task<IReadOnlyList<IndexTarget>> GetAsync(CancellationToken cancellationToken)
    {
        if (Known is { } known)
        {
            return known;
        }
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Known is { } meanwhile)
            {
                return meanwhile;
            }
            _targets = await ReadAsync(cancellationToken);
            _readAt = time.GetTimestamp();
            return _targets;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The alias stands for another collection now.</summary>
    public void Forget() => _targets = null;

    private async Task<IReadOnlyList<IndexTarget>> ReadAsync(CancellationToken cancellationToken)
    {
        var wanted = ChunkCollection.NameOf(Alias, models.Wanted.Name, await DimensionAsync(cancellationToken));
        var target = new IndexTarget(wanted, models.Wanted);
        var behind = await ChunkCollection.BehindAliasAsync(qdrant, Alias, cancellationToken);
        await ChunkCollection.CreateAsync(qdrant, wanted, _dimension!.Value, cancellationToken);
        if (behind == wanted)
        {
            return [target];
        }
        if (behind is null)
        {
            // A collection of the alias's own name was made before there were aliases: it is copied, then goes.
            if (!await qdrant.CollectionExistsAsync(Alias, cancellationToken))
            {
                await qdrant.CreateAliasAsync(Alias, wanted, cancellationToken: cancellationToken);
            }
            return [target];
        }
        return await ChunkCollection.ModelOfAsync(qdrant, behind, cancellationToken) is { } model
            ? [new IndexTarget(behind, models.Named(model)), target]
            : [target]; // an empty collection: nothing is lost by leaving it
    }

    private async Task<int> DimensionAsync(CancellationToken cancellationToken)
        => _dimension ??= (await models.Wanted.Generator.GenerateAsync(["dimension"], cancellationToken: cancellationToken))[0].Vector.Length;
}
