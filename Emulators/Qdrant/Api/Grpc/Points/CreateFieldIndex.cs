namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Makes a payload index; see <see cref="FieldIndex"/> for the types that speed up filters.</summary>
internal sealed class CreateFieldIndex(CollectionStore store)
    : PointsOperation<Wire.CreateFieldIndexCollection, Wire.PointsOperationResponse>(Wire.CreateFieldIndexCollection.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.CreateFieldIndexCollection request, Elapsed elapsed)
        => Answers.ToUpdated(store.Get(request.CollectionName).CreateIndex(FieldIndexes.ToDefinition(request)), request.Wait, elapsed);
}
