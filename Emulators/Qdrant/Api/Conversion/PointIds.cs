namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>Point ids, to and from the wire.</summary>
internal static class PointIds
{
    public static PointKey ToKey(Wire.PointId? id)
        => id?.PointIdOptionsCase switch
        {
            Wire.PointId.PointIdOptionsOneofCase.Num => PointKey.From(id.Num),
            Wire.PointId.PointIdOptionsOneofCase.Uuid => Guid.TryParse(id.Uuid, out var uuid)
                ? PointKey.From(uuid)
                : throw StoreException.Malformed($"Unable to parse UUID: {id.Uuid}"),
            _ => throw StoreException.Malformed("Empty ID is not allowed"),
        };

    public static Wire.PointId ToWire(PointKey key)
        => key.IsUuid ? new Wire.PointId { Uuid = key.Uuid.ToString() } : new Wire.PointId { Num = key.Number };
}
