using System.Runtime.InteropServices;
using System.Text;
using EventAi.Emulators.Qdrant.State.Indexing.Hnsw;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// Writes everything a collection holds as a segment, while it goes on being read and written: piece by piece, each under the collection's
/// read lock. So a segment is no picture of one moment; but every point that changes after its sequence number is in the log whole, and
/// replaying the log over the segment gives the state at the log's end. The graph's builder must not be at work.
/// </summary>
internal sealed class SegmentWriter(Collection collection, string directory)
{
    private const int BufferSize = 1 << 20;
    private const int SlotsAtOnce = 4096;
    private readonly List<SegmentManifest.Entry> _files = [];

    /// <summary>Writes the files and the manifest; the length of them all.</summary>
    public long Write(ulong sequence)
    {
        var (slots, stores, indexes) = collection.Look(points => (
            points.SlotCount, points.Vectors.ToList(), points.Indexes.Select(index => index.Definition).ToList()));
        WriteFile(SegmentFiles.Head, writer =>
        {
            writer.Write(slots);
            writer.Write(indexes.Count);
            indexes.ForEach(index => MutationCodec.Write(writer, index));
            writer.Write(stores.Count);
            stores.ForEach(store => writer.Write(store.Key));
        });
        for (var i = 0; i < stores.Count; i++)
        {
            if (stores[i].Value is DenseStore dense)
            {
                WriteMemory(SegmentFiles.Rows(i), dense.Rows, slots);
                if (dense.Index is { } index)
                {
                    WriteGraph(i, index, slots);
                }
            }
        }
        WritePoints(slots, stores.ConvertAll(store => store.Value));
        SegmentManifest.Of(sequence, _files).Write(directory);
        return _files.Sum(file => file.Length);
    }

    /// <summary>Ids, versions, payloads, which slots hold which vectors, and the vectors that are not dense.</summary>
    private void WritePoints(int slots, List<VectorStore> stores)
    {
        long offset = 0;
        var present = stores.ConvertAll(_ => new ulong[(slots + 63) / 64]);
        WriteFile(SegmentFiles.Points, records => WriteFile(SegmentFiles.Payloads, payloads => WriteFile(SegmentFiles.Others, others =>
        {
            for (var from = 0; from < slots; from += SlotsAtOnce)
            {
                collection.Look(points =>
                {
                    for (var slot = from; slot < Math.Min(slots, from + SlotsAtOnce); slot++)
                    {
                        WritePoint(points, slot, records, payloads, others, ref offset, stores, present);
                    }
                    return true;
                });
            }
        })));
        WriteFile(SegmentFiles.Present, writer => present.ForEach(bits => writer.Write(MemoryMarshal.AsBytes(bits.AsSpan()))));
    }

    private static void WritePoint(
        PointTable points, int slot, BinaryWriter records, BinaryWriter payloads, BinaryWriter others, ref long offset, List<VectorStore> stores, List<ulong[]> present)
    {
        var holds = points.Holds(slot);
        MutationCodec.Write(records, holds ? points.Id(slot) : default);
        records.Write(holds ? points.Version(slot) : 0);
        records.Write(offset);
        if (!holds)
        {
            records.Write(0);
            return;
        }
        var before = ((ChecksumStream)payloads.BaseStream).Passed;
        points.WritePayload(slot, payloads);
        payloads.Flush();
        var length = ((ChecksumStream)payloads.BaseStream).Passed - before;
        records.Write((int)length);
        offset += length;
        for (var i = 0; i < stores.Count; i++)
        {
            if (!stores[i].Has(slot))
            {
                continue;
            }
            present[i][slot >> 6] |= 1UL << slot;
            if (stores[i] is not DenseStore)
            {
                others.Write(i);
                others.Write(slot);
                VectorCodec.Write(others, stores[i].Get(slot));
            }
        }
    }

    private void WriteGraph(int number, DenseIndex index, int slots)
    {
        var graph = index.Graph;
        var nodes = Math.Min(slots, graph.Capacity);
        WriteMemory(SegmentFiles.Links(number), graph.Base, nodes);
        if (index.Codes is { } codes)
        {
            WriteMemory(SegmentFiles.Codes(number), codes.Rows, nodes);
            WriteMemory(SegmentFiles.Scales(number), codes.Headers, nodes);
        }
        WriteFile(SegmentFiles.Graph(number), writer =>
        {
            writer.Write(graph.M);
            writer.Write(index.Settings.EfConstruct);
            writer.Write((int)index.Settings.Quantization);
            writer.Write(nodes);
            writer.Write(graph.Entry);
            for (var slot = 0; slot < nodes; slot++)
            {
                WriteNode(writer, graph, slot);
            }
        });
    }

    private static void WriteNode(BinaryWriter writer, HnswGraph graph, int slot)
    {
        if (!graph.Holds(slot))
        {
            writer.Write((byte)0);
            return;
        }
        var upper = graph.Upper(slot) ?? [];
        writer.Write((byte)(upper.Length + 1));
        foreach (var links in upper)
        {
            writer.Write(MemoryMarshal.AsBytes(links.AsSpan()));
        }
    }

    /// <summary>The chunks of a memory as they are; what of them no slot uses yet is written too, so that the file can be mapped.</summary>
    private void WriteMemory(string name, SlotMemory memory, int slots)
        => WriteFile(name, writer =>
        {
            var chunks = Math.Min(memory.Chunks, (slots + (1 << memory.Shift) - 1) >> memory.Shift);
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                var number = chunk;
                collection.Look(_ =>
                {
                    writer.Write(memory.Chunk(number));
                    return true;
                });
            }
        });

    private void WriteFile(string name, Action<BinaryWriter> write)
    {
        using var file = new FileStream(Path.Combine(directory, name), FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
        var checksum = new ChecksumStream(file);
        using (var writer = new BinaryWriter(checksum, Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }
        file.Flush(flushToDisk: true);
        _files.Add(new SegmentManifest.Entry(name, checksum.Passed, checksum.Checksum));
    }
}
