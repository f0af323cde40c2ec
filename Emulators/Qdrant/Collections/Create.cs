using EventAi.Emulators.Qdrant.Conversion;
using EventAi.Emulators.Qdrant.State;

namespace EventAi.Emulators.Qdrant.Collections;

/// <summary>
/// Makes a collection with one unnamed or several named dense vectors. Index, optimizer, quantization and sharding settings are recorded and
/// given back; search is exact whatever they say. Sparse vectors, multivectors and datatypes other than float32 are not emulated.
/// </summary>
internal sealed class Create(CollectionStore store)
    : CollectionsOperation<Wire.CreateCollection, Wire.CollectionOperationResponse>(Wire.CreateCollection.Parser)
{
    public override Wire.CollectionOperationResponse Handle(Wire.CreateCollection request, Elapsed elapsed)
    {
        store.Create(CollectionConfigs.ToParameters(request));
        return new Wire.CollectionOperationResponse { Result = true, Time = elapsed.Seconds };
    }
}
