namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>Deletes a snapshot of a collection.</summary>
internal sealed class Delete(CollectionStore store)
    : SnapshotsOperation<Wire.DeleteSnapshotRequest, Wire.DeleteSnapshotResponse>(Wire.DeleteSnapshotRequest.Parser)
{
    public override Wire.DeleteSnapshotResponse Handle(Wire.DeleteSnapshotRequest request, Elapsed elapsed)
    {
        store.SnapshotsOf(request.CollectionName).Delete(request.SnapshotName);
        return new Wire.DeleteSnapshotResponse { Time = elapsed.Seconds };
    }
}
