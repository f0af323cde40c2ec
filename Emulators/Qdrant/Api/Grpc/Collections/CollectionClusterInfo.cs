namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Where the shards of a collection are: all points in one, on this one peer.</summary>
internal sealed class CollectionClusterInfo(CollectionStore store)
    : CollectionsOperation<Wire.CollectionClusterInfoRequest, Wire.CollectionClusterInfoResponse>(Wire.CollectionClusterInfoRequest.Parser)
{
    public override Wire.CollectionClusterInfoResponse Handle(Wire.CollectionClusterInfoRequest request, Elapsed elapsed)
        => new()
        {
            PeerId = CollectionStore.PeerId,
            ShardCount = 1,
            LocalShards = { new Wire.LocalShardInfo { ShardId = 0, PointsCount = (ulong)store.Get(request.CollectionName).Count(null), State = Wire.ReplicaState.Active } },
            Time = elapsed.Seconds,
        };
}
