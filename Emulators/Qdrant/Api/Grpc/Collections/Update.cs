namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Changes the settings of a collection; an index that they concern is built anew in the background.</summary>
internal sealed class Update(CollectionStore store)
    : CollectionsOperation<Wire.UpdateCollection, Wire.CollectionOperationResponse>(Wire.UpdateCollection.Parser)
{
    public override Wire.CollectionOperationResponse Handle(Wire.UpdateCollection request, Elapsed elapsed)
    {
        store.Get(request.CollectionName).Update(current => CollectionConfigs.ToParameters(current, request));
        return new Wire.CollectionOperationResponse { Result = true, Time = elapsed.Seconds };
    }
}
