namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>Takes a snapshot of a collection.</summary>
internal sealed class Create(CollectionStore store)
    : SnapshotsOperation<Wire.CreateSnapshotRequest, Wire.CreateSnapshotResponse>(Wire.CreateSnapshotRequest.Parser)
{
    public override Wire.CreateSnapshotResponse Handle(Wire.CreateSnapshotRequest request, Elapsed elapsed)
        => new() { SnapshotDescription = ToWire(store.CreateSnapshot(request.CollectionName)), Time = elapsed.Seconds };
}
