namespace EventAi.ServiceDefaults.Kafka;

/// <summary>Where a record stands in the log; the same for every delivery of it.</summary>
public readonly record struct RecordCoordinates(string Topic, int Partition, long Offset)
{
    public override string ToString() => $"{Topic}/{Partition}/{Offset}";
}
