using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>Fills an empty table from a segment: vectors, links, codes and payloads are mapped, the rest is read.</summary>
internal sealed class SegmentReader(string directory, PointTable points)
{
    private const int RecordBytes = 37;
    private const int BufferSize = 1 << 20;

    /// <summary>The sequence number of the last operation that the segment covers.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public (ulong Sequence, long Length) Read()
    {
        var manifest = SegmentManifest.Read(directory);
        manifest.Verify(directory);
        try
        {
            using var head = Open(SegmentFiles.Head);
            var slots = head.ReadInt32();
            var indexes = Enumerable.Range(0, head.ReadInt32()).Select(_ => MutationCodec.ReadIndex(head)).ToList();
            var names = Enumerable.Range(0, head.ReadInt32()).Select(_ => head.ReadString()).ToList();
            ReadPoints(slots);
            ReadVectors(slots, names);
            points.Restore(indexes);
        }
        catch (Exception exception) when (exception is EndOfStreamException or IOException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"{directory} is damaged: {exception.Message}", exception);
        }
        return (manifest.Sequence, manifest.Files.Sum(file => file.Length));
    }

    private void ReadPoints(int slots)
    {
        var (ids, versions, stored) = (new PointKey[slots], new ulong[slots], new (long Offset, int Length)[slots]);
        var records = File.ReadAllBytes(Path.Combine(directory, SegmentFiles.Points));
        for (var slot = 0; slot < slots; slot++)
        {
            var record = records.AsSpan(slot * RecordBytes, RecordBytes);
            ids[slot] = PointKey.From(
                record[0] != 0, new UInt128(BinaryPrimitives.ReadUInt64LittleEndian(record[1..]), BinaryPrimitives.ReadUInt64LittleEndian(record[9..])));
            versions[slot] = BinaryPrimitives.ReadUInt64LittleEndian(record[17..]);
            stored[slot] = (BinaryPrimitives.ReadInt64LittleEndian(record[25..]), BinaryPrimitives.ReadInt32LittleEndian(record[33..]));
        }
        points.Restore(ids, versions, new MappedFile(Path.Combine(directory, SegmentFiles.Payloads)), stored);
    }

    private void ReadVectors(int slots, List<string> names)
    {
        using var present = Open(SegmentFiles.Present);
        for (var i = 0; i < names.Count; i++)
        {
            var bits = new ulong[(slots + 63) / 64];
            present.BaseStream.ReadExactly(MemoryMarshal.AsBytes(bits.AsSpan()));
            if (points.Vectors.GetValueOrDefault(names[i]) is DenseStore dense)
            {
                Map(SegmentFiles.Rows(i), dense.Rows);
                dense.Restore(bits, slots);
                if (File.Exists(Path.Combine(directory, SegmentFiles.Graph(i))))
                {
                    ReadGraph(i, dense);
                }
            }
        }
        using var others = Open(SegmentFiles.Others);
        while (others.BaseStream.Position < others.BaseStream.Length)
        {
            var (vector, slot) = (others.ReadInt32(), others.ReadInt32());
            var data = VectorCodec.Read(others);
            points.Vectors.GetValueOrDefault(names[vector])?.Set(slot, data);
        }
    }

    private void ReadGraph(int number, DenseStore store)
    {
        using var reader = Open(SegmentFiles.Graph(number));
        var (m, ef, quantization, nodes, entry) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var settings = store.Parameters.Index;
        if (m != settings.M || ef != settings.EfConstruct || quantization != (int)settings.Quantization || settings.Quantization == Quantization.Binary)
        {
            return; // built with other settings, or with codes that are not kept: it is built anew
        }
        var index = new DenseIndex(store, DenseIndex.CanCode(store.Parameters.Distance));
        Map(SegmentFiles.Links(number), index.Graph.Base);
        if (index.Codes is { } codes)
        {
            Map(SegmentFiles.Codes(number), codes.Rows);
            Map(SegmentFiles.Scales(number), codes.Headers);
        }
        index.Graph.Reserve(nodes);
        for (var slot = 0; slot < nodes; slot++)
        {
            var layers = reader.ReadByte();
            if (layers == 0)
            {
                continue;
            }
            var upper = new int[layers - 1][];
            for (var layer = 0; layer < upper.Length; layer++)
            {
                upper[layer] = GC.AllocateUninitializedArray<int>(m + 1, pinned: true);
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(upper[layer].AsSpan()));
            }
            index.Graph.Restore(slot, upper.Length == 0 ? null : upper);
            index.Dead += store.Has(slot) ? 0 : 1;
        }
        index.Graph.Restore(entry);
        index.Saved = index.Graph.Count;
        store.Index = index;
        index.Pending.AddRange(points.SlotsWith(store).Where(slot => !index.Graph.Holds(slot)));
    }

    private void Map(string name, SlotMemory memory)
    {
        var path = Path.Combine(directory, name);
        if (new FileInfo(path).Length is > 0 and var length)
        {
            memory.Map(new MappedFile(path), (int)(length / (long)memory.ChunkBytes));
        }
    }

    private BinaryReader Open(string name)
        => new(new FileStream(Path.Combine(directory, name), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize), Encoding.UTF8);
}
