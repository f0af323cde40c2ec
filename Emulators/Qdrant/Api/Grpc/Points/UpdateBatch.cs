namespace EventAi.Emulators.Qdrant.Api.Grpc.Points;

/// <summary>Several changes, applied in order; the first that fails ends the call, and those before it stay.</summary>
internal sealed class UpdateBatch(CollectionStore store)
    : PointsOperation<Wire.UpdateBatchPoints, Wire.UpdateBatchResponse>(Wire.UpdateBatchPoints.Parser)
{
    public override Wire.UpdateBatchResponse Handle(Wire.UpdateBatchPoints request, Elapsed elapsed)
    {
        var response = new Wire.UpdateBatchResponse();
        foreach (var operation in request.Operations)
        {
            response.Result.Add(Apply(request, operation, elapsed));
        }
        response.Time = elapsed.Seconds;
        return response;
    }

#pragma warning disable CS0612 // older clients send the deprecated forms
    private Wire.UpdateResult Apply(Wire.UpdateBatchPoints batch, Wire.PointsUpdateOperation operation, Elapsed elapsed)
        => operation.OperationCase switch
        {
            Wire.PointsUpdateOperation.OperationOneofCase.Upsert => new Upsert(store).Handle(ToUpsert(batch, operation.Upsert), elapsed).Result,
            Wire.PointsUpdateOperation.OperationOneofCase.DeleteDeprecated => DeletePoints(batch, operation.DeleteDeprecated, elapsed),
            Wire.PointsUpdateOperation.OperationOneofCase.DeletePoints => DeletePoints(batch, operation.DeletePoints.Points, elapsed),
            Wire.PointsUpdateOperation.OperationOneofCase.SetPayload => new SetPayload(store).Handle(
                ToSet(batch, operation.SetPayload.Payload, operation.SetPayload.PointsSelector, operation.SetPayload.HasKey ? operation.SetPayload.Key : null), elapsed).Result,
            Wire.PointsUpdateOperation.OperationOneofCase.OverwritePayload => new OverwritePayload(store).Handle(
                ToSet(
                    batch, operation.OverwritePayload.Payload, operation.OverwritePayload.PointsSelector,
                    operation.OverwritePayload.HasKey ? operation.OverwritePayload.Key : null),
                elapsed).Result,
            Wire.PointsUpdateOperation.OperationOneofCase.DeletePayload => new DeletePayload(store).Handle(
                new Wire.DeletePayloadPoints
                {
                    CollectionName = batch.CollectionName,
                    Wait = batch.Wait,
                    Keys = { operation.DeletePayload.Keys },
                    PointsSelector = operation.DeletePayload.PointsSelector,
                },
                elapsed).Result,
            Wire.PointsUpdateOperation.OperationOneofCase.ClearPayloadDeprecated => ClearPoints(batch, operation.ClearPayloadDeprecated, elapsed),
            Wire.PointsUpdateOperation.OperationOneofCase.ClearPayload => ClearPoints(batch, operation.ClearPayload.Points, elapsed),
            Wire.PointsUpdateOperation.OperationOneofCase.UpdateVectors => new UpdateVectors(store).Handle(
                new Wire.UpdatePointVectors
                {
                    CollectionName = batch.CollectionName,
                    Wait = batch.Wait,
                    Points = { operation.UpdateVectors.Points },
                    UpdateFilter = operation.UpdateVectors.UpdateFilter,
                },
                elapsed).Result,
            Wire.PointsUpdateOperation.OperationOneofCase.DeleteVectors => new DeleteVectors(store).Handle(
                new Wire.DeletePointVectors
                {
                    CollectionName = batch.CollectionName,
                    Wait = batch.Wait,
                    PointsSelector = operation.DeleteVectors.PointsSelector,
                    Vectors = operation.DeleteVectors.Vectors,
                },
                elapsed).Result,
            _ => throw StoreException.Malformed("Operation is missing"),
        };
#pragma warning restore CS0612

    private Wire.UpdateResult DeletePoints(Wire.UpdateBatchPoints batch, Wire.PointsSelector points, Elapsed elapsed)
        => new Delete(store).Handle(new Wire.DeletePoints { CollectionName = batch.CollectionName, Wait = batch.Wait, Points = points }, elapsed).Result;

    private Wire.UpdateResult ClearPoints(Wire.UpdateBatchPoints batch, Wire.PointsSelector points, Elapsed elapsed)
        => new ClearPayload(store).Handle(new Wire.ClearPayloadPoints { CollectionName = batch.CollectionName, Wait = batch.Wait, Points = points }, elapsed).Result;

    private static Wire.UpsertPoints ToUpsert(Wire.UpdateBatchPoints batch, Wire.PointsUpdateOperation.Types.PointStructList list)
    {
        var request = new Wire.UpsertPoints { CollectionName = batch.CollectionName, Wait = batch.Wait, Points = { list.Points }, UpdateFilter = list.UpdateFilter };
        if (list.HasUpdateMode)
        {
            request.UpdateMode = list.UpdateMode;
        }
        return request;
    }

    private static Wire.SetPayloadPoints ToSet(
        Wire.UpdateBatchPoints batch, IDictionary<string, Wire.Value> payload, Wire.PointsSelector selector, string? key)
    {
        var request = new Wire.SetPayloadPoints { CollectionName = batch.CollectionName, Wait = batch.Wait, Payload = { payload }, PointsSelector = selector };
        if (key is not null)
        {
            request.Key = key;
        }
        return request;
    }
}
