using EventAi.Emulators.Kafka.State.Groups;

namespace EventAi.Emulators.Kafka.State.Transactions;

/// <summary>
/// One transactional id: its producer, and the transaction that is open or was the last. <see cref="Gate"/> serialises everything that is done with
/// it; what the journal holds is the whole of it, once for every change.
/// </summary>
internal sealed class Transaction(string id) : IDisposable
{
    public string Id { get; } = id;

    public SemaphoreSlim Gate { get; } = new(1, 1);

    public long ProducerId { get; set; } = -1;

    public short Epoch { get; set; } = -1;

    /// <summary>Id and epoch before the last bump, by which a producer that did not get the answer asks again (KIP-360); -1 when it cannot.</summary>
    public long LastProducerId { get; set; } = -1;

    public short LastEpoch { get; set; } = -1;

    public int TimeoutMs { get; set; }

    public TransactionState State { get; set; }

    /// <summary>When the open transaction began, milliseconds since 1970.</summary>
    public long StartedAt { get; set; } = -1;

    public HashSet<TransactionPartition> Partitions { get; } = [];

    /// <summary>Groups that take part, with the offsets that the commit will bring.</summary>
    public Dictionary<string, Dictionary<OffsetKey, CommittedOffset>> Groups { get; } = new(StringComparer.Ordinal);

    public static Transaction Read(BinaryReader reader)
    {
        var transaction = new Transaction(reader.ReadString())
        {
            ProducerId = reader.ReadInt64(),
            Epoch = reader.ReadInt16(),
            LastProducerId = reader.ReadInt64(),
            LastEpoch = reader.ReadInt16(),
            TimeoutMs = reader.ReadInt32(),
            State = (TransactionState)reader.ReadByte(),
            StartedAt = reader.ReadInt64(),
        };
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            transaction.Partitions.Add(new TransactionPartition(new Guid(reader.ReadBytes(16)), reader.ReadInt32()));
        }

        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var offsets = transaction.Groups[reader.ReadString()] = [];
            for (var number = reader.ReadInt32(); number > 0; number--)
            {
                var (key, offset) = CommittedOffset.Read(reader);
                offsets[key] = offset;
            }
        }

        return transaction;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Id);
        writer.Write(ProducerId);
        writer.Write(Epoch);
        writer.Write(LastProducerId);
        writer.Write(LastEpoch);
        writer.Write(TimeoutMs);
        writer.Write((byte)State);
        writer.Write(StartedAt);
        writer.Write(Partitions.Count);
        foreach (var (topic, partition) in Partitions)
        {
            writer.Write(topic.ToByteArray());
            writer.Write(partition);
        }

        writer.Write(Groups.Count);
        foreach (var (group, offsets) in Groups)
        {
            writer.Write(group);
            writer.Write(offsets.Count);
            foreach (var (key, offset) in offsets)
            {
                offset.Write(writer, key);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Gate.Dispose();
}
