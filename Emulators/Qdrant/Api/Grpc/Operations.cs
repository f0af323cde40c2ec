namespace EventAi.Emulators.Qdrant.Api.Grpc;

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
            new Collections.Update(store),
            new Collections.UpdateAliases(store),
            new Collections.CollectionClusterInfo(store),
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
            new Points.DeleteVectors(store),
            new Points.Discover(store),
            new Points.DiscoverBatch(store),
            new Points.Facet(store),
            new Points.QueryGroups(store),
            new Points.Recommend(store),
            new Points.RecommendBatch(store),
            new Points.RecommendGroups(store),
            new Points.SearchGroups(store),
            new Points.SearchMatrixOffsets(store),
            new Points.SearchMatrixPairs(store),
            new Points.UpdateBatch(store),
            new Points.CreateVectorName(store),
            new Points.DeleteVectorName(store),
            new Points.Upsert(store),
        ];
}
