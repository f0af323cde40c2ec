using System.Text;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// All points of a collection up to a sequence number, in one file (little-endian): "EVQPTS", the format version, the sequence number, the
/// indexes, the points (id, version, vectors, payload); last the CRC-32C of all that.
/// </summary>
internal static class PointFile
{
    private const int Version = 2;
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
            ReadPoints(reader, table, names);
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
                if (store.Has(slot))
                {
                    VectorCodec.Write(writer, store.Get(slot));
                }
            }
            PayloadCodec.Write(writer, table.Payload(slot));
        }
    }

    private static void ReadPoints(BinaryReader reader, PointTable table, string[] names)
    {
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
        {
            var id = MutationCodec.ReadKey(reader);
            var version = reader.ReadUInt64();
            var vectors = new List<NamedVector>();
            foreach (var name in names)
            {
                if (reader.ReadBoolean())
                {
                    vectors.Add(new NamedVector(name, VectorCodec.Read(reader)));
                }
            }
            table.Apply(new Mutation.PutPoint(id, vectors, PayloadCodec.ReadPayload(reader)), version);
        }
    }
}
