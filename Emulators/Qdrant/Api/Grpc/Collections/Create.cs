namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>Makes a collection with one unnamed or several named vectors: dense, sparse, or several dense ones per point.</summary>
internal sealed class Create(CollectionStore store)
    : CollectionsOperation<Wire.CreateCollection, Wire.CollectionOperationResponse>(Wire.CreateCollection.Parser)
{
    public override Wire.CollectionOperationResponse Handle(Wire.CreateCollection request, Elapsed elapsed)
    {
        store.Create(CollectionConfigs.ToParameters(request));
        return new Wire.CollectionOperationResponse { Result = true, Time = elapsed.Seconds };
    }
}
