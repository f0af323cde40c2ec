namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>The aliases of one collection.</summary>
internal sealed class ListCollectionAliases(CollectionStore store)
    : CollectionsOperation<Wire.ListCollectionAliasesRequest, Wire.ListAliasesResponse>(Wire.ListCollectionAliasesRequest.Parser)
{
    public override Wire.ListAliasesResponse Handle(Wire.ListCollectionAliasesRequest request, Elapsed elapsed)
    {
        var name = store.Get(request.CollectionName).Parameters.Name;
        return new Wire.ListAliasesResponse
        {
            Aliases =
            {
                store.Aliases.Where(pair => pair.Value == name)
                    .Select(pair => new Wire.AliasDescription { AliasName = pair.Key, CollectionName = pair.Value }),
            },
            Time = elapsed.Seconds,
        };
    }
}
