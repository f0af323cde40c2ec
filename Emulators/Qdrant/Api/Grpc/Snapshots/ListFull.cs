namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>The snapshots of everything.</summary>
internal sealed class ListFull(CollectionStore store)
    : SnapshotsOperation<Wire.ListFullSnapshotsRequest, Wire.ListSnapshotsResponse>(Wire.ListFullSnapshotsRequest.Parser)
{
    public override Wire.ListSnapshotsResponse Handle(Wire.ListFullSnapshotsRequest request, Elapsed elapsed)
        => new() { SnapshotDescriptions = { store.Snapshots.List().Select(ToWire) }, Time = elapsed.Seconds };
}
