namespace EventAi.Emulators.Kafka.State.Groups;

/// <summary>What a group committed for a partition: the next offset to read, its leader epoch (-1 if unknown) and the client's own note.</summary>
internal readonly record struct CommittedOffset(long Offset, int LeaderEpoch, string? Metadata)
{
    public static (OffsetKey Key, CommittedOffset Offset) Read(BinaryReader reader)
    {
        var key = new OffsetKey(reader.ReadString(), reader.ReadInt32());
        var (offset, epoch) = (reader.ReadInt64(), reader.ReadInt32());
        var hasMetadata = reader.ReadBoolean();
        var metadata = reader.ReadString();
        return (key, new CommittedOffset(offset, epoch, hasMetadata ? metadata : null));
    }

    public void Write(BinaryWriter writer, OffsetKey key)
    {
        writer.Write(key.Topic);
        writer.Write(key.Partition);
        writer.Write(Offset);
        writer.Write(LeaderEpoch);
        writer.Write(Metadata is not null);
        writer.Write(Metadata ?? "");
    }
}
