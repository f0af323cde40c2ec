namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Is there a collection or an alias of this name?</summary>
internal sealed class CollectionExists(CollectionStore store)
    : CollectionsOperation<Wire.CollectionExistsRequest, Wire.CollectionExistsResponse>(Wire.CollectionExistsRequest.Parser)
{
    public override Wire.CollectionExistsResponse Handle(Wire.CollectionExistsRequest request, Elapsed elapsed)
        => new() { Result = new Wire.CollectionExists { Exists = store.Find(request.CollectionName) is not null }, Time = elapsed.Seconds };
}
