using System.Runtime.InteropServices;
using System.Text;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// All points of a collection up to a sequence number, in one file (little-endian): "EVQPTS", the format version, the sequence number, the
/// indexes, the points (id, version, which vectors, payload), then for each vector name its rows, contiguous and starting at a multiple of
/// 4096 so that they can be mapped into memory; last the CRC-32C of all that.
/// </summary>
internal static class PointFile
{
    private const int Version = 1;
    private const int PageSize = 4096;
    private const int BufferSize = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "EVQPTS\0\0"u8;

    /// <summary>Writes the file under a temporary name, to the disk, and only then gives it its own.</summary>
    public static long Write(string path, PointTable table, ulong sequence)
    {
        var temporary = path + ".tmp";
        long length;
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize))
        {
            var stream = new ChecksumStream(file);
            using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            {
                int[] slots = [.. table.Matching(filter: null)];
                WriteHead(writer, table, sequence, slots);
                foreach (var (name, store) in table.Vectors)
                {
                    WriteVectors(writer, stream, name, store, slots);
                }
                writer.Write(stream.Checksum);
            }
            length = stream.Passed;
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        return length;
    }

    /// <summary>Fills an empty table; the sequence number is that of the last operation the file holds.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or of a newer version.</exception>
    public static ulong Read(string path, PointTable table)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        var stream = new ChecksumStream(file);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (!reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic) || reader.ReadInt32() is var version && version != Version)
            {
                throw new InvalidDataException($"{path} is not a point file of a version this emulator reads.");
            }
            var sequence = reader.ReadUInt64();
            var names = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToArray();
            var indexes = Enumerable.Range(0, reader.ReadInt32()).Select(_ => MutationCodec.ReadIndex(reader)).ToArray();
            var present = ReadPoints(reader, table, names.Length);
            for (var i = 0; i < names.Length; i++)
            {
                ReadVectors(reader, stream, names[i], table, present, i);
            }
            var checksum = stream.Checksum;
            if (reader.ReadUInt32() != checksum)
            {
                throw new InvalidDataException($"{path} is damaged: its checksum is wrong.");
            }
            foreach (var index in indexes)
            {
                table.Apply(new Mutation.PutIndex(index), sequence);
            }
            return sequence;
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    private static void WriteHead(BinaryWriter writer, PointTable table, ulong sequence, int[] slots)
    {
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(sequence);
        writer.Write(table.Vectors.Count);
        foreach (var name in table.Vectors.Keys)
        {
            writer.Write(name);
        }
        FieldIndexDefinition[] indexes = [.. table.Indexes.Select(index => index.Definition)];
        writer.Write(indexes.Length);
        foreach (var index in indexes)
        {
            MutationCodec.Write(writer, index);
        }
        writer.Write(slots.Length);
        foreach (var slot in slots)
        {
            MutationCodec.Write(writer, table.Id(slot));
            writer.Write(table.Version(slot));
            foreach (var store in table.Vectors.Values)
            {
                writer.Write(store.Has(slot));
            }
            PayloadCodec.Write(writer, table.Payload(slot));
        }
    }

    private static bool[] ReadPoints(BinaryReader reader, PointTable table, int names)
    {
        var count = reader.ReadInt32();
        var present = new bool[checked(count * names)];
        for (var i = 0; i < count; i++)
        {
            var id = MutationCodec.ReadKey(reader);
            var version = reader.ReadUInt64();
            for (var name = 0; name < names; name++)
            {
                present[(i * names) + name] = reader.ReadBoolean();
            }
            table.Add(id, PayloadCodec.ReadPayload(reader), version);
        }
        return present;
    }

    private static void WriteVectors(BinaryWriter writer, ChecksumStream stream, string name, VectorStore store, int[] slots)
    {
        writer.Write(name);
        writer.Write(store.Parameters.Size);
        writer.Write(new byte[Padding(stream.Passed)]);
        var zero = new float[store.Parameters.Size];
        foreach (var slot in slots)
        {
            stream.Write(MemoryMarshal.AsBytes(store.Has(slot) ? store[slot] : zero));
        }
    }

    private static void ReadVectors(BinaryReader reader, ChecksumStream stream, string name, PointTable table, bool[] present, int position)
    {
        if (!string.Equals(reader.ReadString(), name, StringComparison.Ordinal)
            || !table.Vectors.TryGetValue(name, out var store) || reader.ReadInt32() != store.Parameters.Size)
        {
            throw new InvalidDataException("The point file does not fit the collection's parameters.");
        }
        reader.ReadBytes(Padding(stream.Passed));
        var row = new float[store.Parameters.Size];
        var names = table.Vectors.Count;
        for (var slot = 0; slot < table.SlotCount; slot++)
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
            if (present[(slot * names) + position])
            {
                store.Set(slot, row);
            }
        }
    }

    private static int Padding(long position) => (int)((PageSize - (position % PageSize)) % PageSize);
}
