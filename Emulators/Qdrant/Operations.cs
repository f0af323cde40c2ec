using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant;

/// <summary>Every gRPC method that is emulated; whatever is not here is answered UNIMPLEMENTED.</summary>
internal static class Operations
{
    public static IReadOnlyList<IOperation> All(CollectionStore store)
        =>
        [
            new HealthCheck(),
            new Collections.CollectionExists(store),
            new Collections.Create(store),
            new Collections.Delete(store),
            new Collections.Get(store),
            new Collections.List(store),
            new Collections.ListAliases(store),
            new Collections.ListCollectionAliases(store),
            new Collections.UpdateAliases(store),
            new Points.ClearPayload(store),
            new Points.Count(store),
            new Points.CreateFieldIndex(store),
            new Points.Delete(store),
            new Points.DeleteFieldIndex(store),
            new Points.DeletePayload(store),
            new Points.Get(store),
            new Points.OverwritePayload(store),
            new Points.Query(store),
            new Points.QueryBatch(store),
            new Points.Scroll(store),
            new Points.Search(store),
            new Points.SearchBatch(store),
            new Points.SetPayload(store),
            new Points.UpdateVectors(store),
            new Points.Upsert(store),
        ];
}
