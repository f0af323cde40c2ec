namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Reads points by ids; those that do not exist are left out.</summary>
internal sealed class Get(CollectionStore store)
    : PointsOperation<Wire.GetPoints, Wire.GetResponse>(Wire.GetPoints.Parser)
{
    public override Wire.GetResponse Handle(Wire.GetPoints request, Elapsed elapsed)
    {
        var payload = Selectors.ToPayload(request.WithPayload);
        var found = store.Get(request.CollectionName).Retrieve([.. request.Ids.Select(PointIds.ToKey)], Selectors.ToVectors(request.WithVectors));
        return new Wire.GetResponse { Result = { found.Select(record => Answers.ToRetrieved(record, payload)) }, Time = elapsed.Seconds };
    }
}
