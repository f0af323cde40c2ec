using System.Globalization;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// The idempotent producers of one partition (KIP-98): whether a batch is next in line, was stored before, or lost its predecessor.
/// Saved beside the segments when one is sealed and on close; what came after is read from the batch headers. Callers synchronise.
/// </summary>
internal sealed partial class ProducerTable
{
    private const int FormatVersion = 2;
    private readonly Dictionary<long, ProducerEntry> _producers = [];

    /// <summary>
    /// Checks a batch against its producer's last ones: <see cref="KafkaError.None"/> and no duplicate means that it may be appended.
    /// A producer that the partition does not know (or no longer) may start with any sequence number, as in Apache Kafka.
    /// </summary>
    public KafkaError Check(in BatchHeader batch, out ProducedBatch? duplicate)
    {
        duplicate = null;
        if (!_producers.TryGetValue(batch.ProducerId, out var entry))
        {
            return KafkaError.None;
        }

        if (entry.OpenSince >= 0 && !batch.IsTransactional)
        {
            return KafkaError.InvalidTxnState;
        }

        if (batch.ProducerEpoch != entry.Epoch)
        {
            return batch.ProducerEpoch < entry.Epoch ? KafkaError.InvalidProducerEpoch
                : batch.BaseSequence == 0 ? KafkaError.None
                : KafkaError.OutOfOrderSequenceNumber;
        }

        foreach (var known in entry.Batches)
        {
            if (known.FirstSequence == batch.BaseSequence && known.LastSequence == batch.LastSequence)
            {
                duplicate = known;
                return KafkaError.None;
            }
        }

        var last = entry.Batches.Count == 0 ? -1 : entry.Batches[^1].LastSequence;
        var next = last == int.MaxValue ? 0 : last + 1;
        return batch.BaseSequence == next || last < 0 ? KafkaError.None : KafkaError.OutOfOrderSequenceNumber;
    }

    /// <summary>Every producer with its epoch, its last batch if it is known, and the first offset of its open transaction (-1: none).</summary>
    public IReadOnlyList<(long ProducerId, short Epoch, ProducedBatch? Last, long OpenSince)> All() =>
        [.. _producers.Select(p => (p.Key, p.Value.Epoch, p.Value.Batches.Count == 0 ? (ProducedBatch?)null : p.Value.Batches[^1], p.Value.OpenSince))];

    public void Record(in BatchHeader batch)
    {
        if (batch.ProducerId < 0)
        {
            return;
        }

        if (!_producers.TryGetValue(batch.ProducerId, out var entry))
        {
            _producers[batch.ProducerId] = entry = new ProducerEntry { Epoch = batch.ProducerEpoch };
        }

        if (batch.ProducerEpoch != entry.Epoch)
        {
            entry.Epoch = batch.ProducerEpoch;
            entry.Batches.Clear();
        }

        if (batch.IsTransactional && entry.OpenSince < 0)
        {
            entry.OpenSince = batch.BaseOffset;
            _open.Add(batch.ProducerId, batch.BaseOffset);
        }

        if (entry.Batches.Count == ProducerEntry.Remembered)
        {
            entry.Batches.RemoveAt(0);
        }

        entry.Batches.Add(new ProducedBatch(batch.BaseSequence, batch.LastSequence, batch.BaseOffset, batch.MaxTimestamp));
    }

    /// <summary>Saves the table as of <paramref name="offset"/> and removes older tables of the partition but the one before.</summary>
    public void Save(string directory, long offset)
    {
        var path = Path.Combine(directory, $"{offset:D20}.producers");
        var older = Snapshots(directory).Where(s => s.Offset < offset).OrderByDescending(s => s.Offset).Skip(1).ToList();
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        writer.Write(FormatVersion);
        writer.Write(_producers.Count);
        foreach (var (id, entry) in _producers)
        {
            writer.Write(id);
            writer.Write(entry.Epoch);
            writer.Write(entry.OpenSince);
            writer.Write(entry.Batches.Count);
            foreach (var batch in entry.Batches)
            {
                writer.Write(batch.FirstSequence);
                writer.Write(batch.LastSequence);
                writer.Write(batch.BaseOffset);
                writer.Write(batch.Timestamp);
            }
        }

        WriteAborted(writer);
        writer.Write(Crc32C.Compute(memory.GetBuffer().AsSpan(0, (int)memory.Length)));
        File.WriteAllBytes(path + ".tmp", memory.ToArray());
        File.Move(path + ".tmp", path, overwrite: true);
        older.ForEach(s => File.Delete(s.Path));
    }

    /// <summary>Loads the newest whole table at or below the offset and gives the offset from which on batches must be recorded again.</summary>
    public long Load(string directory, long endOffset)
    {
        foreach (var (path, offset) in Snapshots(directory).OrderByDescending(s => s.Offset))
        {
            if (offset > endOffset)
            {
                File.Delete(path);
            }
            else if (TryRead(File.ReadAllBytes(path)))
            {
                return offset;
            }
        }

        return 0;
    }

    private bool TryRead(byte[] bytes)
    {
        _producers.Clear();
        _open.Clear();
        _aborted.Clear();
        if (bytes.Length < 12 || Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)) != BitConverter.ToUInt32(bytes, bytes.Length - 4))
        {
            return false;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (reader.ReadInt32() != FormatVersion)
        {
            return false;
        }

        for (var producers = reader.ReadInt32(); producers > 0; producers--)
        {
            var id = reader.ReadInt64();
            var entry = _producers[id] = new ProducerEntry { Epoch = reader.ReadInt16(), OpenSince = reader.ReadInt64() };
            if (entry.OpenSince >= 0)
            {
                _open.Add(id, entry.OpenSince);
            }

            for (var batches = reader.ReadInt32(); batches > 0; batches--)
            {
                entry.Batches.Add(new ProducedBatch(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64()));
            }
        }

        ReadAborted(reader);
        return true;
    }

    private static IEnumerable<(string Path, long Offset)> Snapshots(string directory) =>
        Directory.EnumerateFiles(directory, "*.producers")
            .Select(path => (path, long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)));
}
