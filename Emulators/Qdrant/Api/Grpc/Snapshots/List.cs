namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>The snapshots of a collection.</summary>
internal sealed class List(CollectionStore store)
    : SnapshotsOperation<Wire.ListSnapshotsRequest, Wire.ListSnapshotsResponse>(Wire.ListSnapshotsRequest.Parser)
{
    public override Wire.ListSnapshotsResponse Handle(Wire.ListSnapshotsRequest request, Elapsed elapsed)
        => new() { SnapshotDescriptions = { store.SnapshotsOf(request.CollectionName).List().Select(ToWire) }, Time = elapsed.Seconds };
}
