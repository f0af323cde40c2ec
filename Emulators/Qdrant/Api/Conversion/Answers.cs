namespace EventAi.Emulators.Qdrant.Api.Conversion;

/// <summary>What the store gives back, as messages.</summary>
internal static class Answers
{
    public static Wire.RetrievedPoint ToRetrieved(PointRecord record, Func<Payload, Payload> select)
    {
        var point = new Wire.RetrievedPoint { Id = PointIds.ToWire(record.Id), Vectors = Vectors.ToWire(record.Vectors), OrderValue = ToWire(record.Order) };
        Payloads.Write(select(record.Payload), point.Payload);
        return point;
    }

    public static Wire.ScoredPoint ToScored(PointRecord record, Func<Payload, Payload> select)
    {
        var point = new Wire.ScoredPoint
        {
            Id = PointIds.ToWire(record.Id),
            Score = record.Score,
            Version = record.Version,
            Vectors = Vectors.ToWire(record.Vectors),
            OrderValue = ToWire(record.Order),
        };
        Payloads.Write(select(record.Payload), point.Payload);
        return point;
    }

    /// <summary>
    /// The answer to a change. It is logged and applied either way; <paramref name="wait"/> only decides whether it is called completed, or
    /// acknowledged as a server that goes on working would say.
    /// </summary>
    public static Wire.PointsOperationResponse ToUpdated(ulong sequence, bool wait, Elapsed elapsed)
        => new() { Result = ToResult(sequence, wait), Time = elapsed.Seconds };

    public static Wire.UpdateResult ToResult(ulong sequence, bool wait)
        => new() { OperationId = sequence, Status = wait ? Wire.UpdateStatus.Completed : Wire.UpdateStatus.Acknowledged };

    private static Wire.OrderValue? ToWire(OrderValue? order)
        => order is not { } value ? null
            : value.IsInteger ? new Wire.OrderValue { Int = value.Integer }
            : new Wire.OrderValue { Float = value.Number };
}
