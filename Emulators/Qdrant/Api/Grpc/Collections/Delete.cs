namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Deletes a collection with its files and aliases; the result is false where there is none of this name.</summary>
internal sealed class Delete(CollectionStore store)
    : CollectionsOperation<Wire.DeleteCollection, Wire.CollectionOperationResponse>(Wire.DeleteCollection.Parser)
{
    public override Wire.CollectionOperationResponse Handle(Wire.DeleteCollection request, Elapsed elapsed)
        => new() { Result = store.Delete(request.CollectionName), Time = elapsed.Seconds };
}
