namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Gives a collection one more named vector; its points have none of it yet.</summary>
internal sealed class CreateVectorName(CollectionStore store)
    : PointsOperation<Wire.CreateVectorNameRequest, Wire.PointsOperationResponse>(Wire.CreateVectorNameRequest.Parser)
{
    public override Wire.PointsOperationResponse Handle(Wire.CreateVectorNameRequest request, Elapsed elapsed)
    {
        var collection = store.Get(request.CollectionName);
        collection.Update(current => request.VectorConfigCase switch
        {
            Wire.CreateVectorNameRequest.VectorConfigOneofCase.DenseConfig => CollectionConfigs.Add(current, request.VectorName, ToParams(request.DenseConfig), null),
            Wire.CreateVectorNameRequest.VectorConfigOneofCase.SparseConfig => CollectionConfigs.Add(
                current, request.VectorName, null, new Wire.SparseVectorParams { Modifier = request.SparseConfig.Modifier }),
            _ => throw StoreException.Malformed("vector_config is missing"),
        });
        return Answers.ToUpdated(collection.Sequence, request.Wait, elapsed);
    }

    private static Wire.VectorParams ToParams(Wire.DenseVectorCreationConfig config)
        => new() { Size = config.Size, Distance = config.Distance, MultivectorConfig = config.MultivectorConfig, Datatype = config.Datatype };
}
