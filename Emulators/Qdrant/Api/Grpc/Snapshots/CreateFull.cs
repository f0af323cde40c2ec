namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>Takes a snapshot of everything.</summary>
internal sealed class CreateFull(CollectionStore store)
    : SnapshotsOperation<Wire.CreateFullSnapshotRequest, Wire.CreateSnapshotResponse>(Wire.CreateFullSnapshotRequest.Parser)
{
    public override Wire.CreateSnapshotResponse Handle(Wire.CreateFullSnapshotRequest request, Elapsed elapsed)
        => new() { SnapshotDescription = ToWire(store.CreateFullSnapshot()), Time = elapsed.Seconds };
}
