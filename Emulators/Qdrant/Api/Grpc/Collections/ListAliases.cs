namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Every alias and the collection it stands for.</summary>
internal sealed class ListAliases(CollectionStore store)
    : CollectionsOperation<Wire.ListAliasesRequest, Wire.ListAliasesResponse>(Wire.ListAliasesRequest.Parser)
{
    public override Wire.ListAliasesResponse Handle(Wire.ListAliasesRequest request, Elapsed elapsed)
        => new()
        {
            Aliases = { store.Aliases.Select(pair => new Wire.AliasDescription { AliasName = pair.Key, CollectionName = pair.Value }) },
            Time = elapsed.Seconds,
        };
}
