namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>The names of all collections.</summary>
internal sealed class List(CollectionStore store)
    : CollectionsOperation<Wire.ListCollectionsRequest, Wire.ListCollectionsResponse>(Wire.ListCollectionsRequest.Parser)
{
    public override Wire.ListCollectionsResponse Handle(Wire.ListCollectionsRequest request, Elapsed elapsed)
        => new()
        {
            Collections = { store.Names.Select(name => new Wire.CollectionDescription { Name = name }) },
            Time = elapsed.Seconds,
        };
}
