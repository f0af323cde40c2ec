namespace EventAi.Emulators.Qdrant.Api.Grpc.Snapshots;

/// <summary>Deletes a snapshot of everything.</summary>
internal sealed class DeleteFull(CollectionStore store)
    : SnapshotsOperation<Wire.DeleteFullSnapshotRequest, Wire.DeleteSnapshotResponse>(Wire.DeleteFullSnapshotRequest.Parser)
{
    public override Wire.DeleteSnapshotResponse Handle(Wire.DeleteFullSnapshotRequest request, Elapsed elapsed)
    {
        store.Snapshots.Delete(request.SnapshotName);
        return new Wire.DeleteSnapshotResponse { Time = elapsed.Seconds };
    }
}
