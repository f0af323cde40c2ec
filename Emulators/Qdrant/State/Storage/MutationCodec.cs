using System.Text;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>Mutations in the write-ahead log: a count, then for each a kind byte and its fields (little-endian).</summary>
internal static class MutationCodec
{
    private const byte PutPoint = 1;
    private const byte PutPayload = 2;
    private const byte PutVectors = 3;
    private const byte DropVectors = 4;
    private const byte DropPoint = 5;
    private const byte PutIndex = 6;
    private const byte DropIndex = 7;

    public static void Write(Stream stream, IReadOnlyList<Mutation> mutations)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write7BitEncodedInt(mutations.Count);
        foreach (var mutation in mutations)
        {
            Write(writer, mutation);
        }
    }

    public static List<Mutation> Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var count = reader.Read7BitEncodedInt();
        var mutations = new List<Mutation>(count);
        for (var i = 0; i < count; i++)
        {
            mutations.Add(ReadMutation(reader));
        }
        return mutations;
    }

    public static void Write(BinaryWriter writer, PointKey key)
    {
        writer.Write(key.IsUuid);
        writer.Write((ulong)(key.Value >> 64));
        writer.Write((ulong)key.Value);
    }

    public static PointKey ReadKey(BinaryReader reader)
    {
        var isUuid = reader.ReadBoolean();
        var upper = reader.ReadUInt64();
        return PointKey.From(isUuid, new UInt128(upper, reader.ReadUInt64()));
    }

    public static void Write(BinaryWriter writer, FieldIndexDefinition index)
    {
        writer.Write(index.Field);
        writer.Write((byte)index.Type);
        writer.Write7BitEncodedInt(index.Description.Length);
        writer.Write(index.Description);
        writer.Write(index.Lookup);
        writer.Write(index.Range);
        writer.Write((byte)index.Text.Tokenizer);
        writer.Write(index.Text.Lowercase);
        writer.Write(index.Text.MinLength);
        writer.Write(index.Text.MaxLength);
        writer.Write(index.Text.AsciiFolding);
        writer.Write(index.Text.Phrases);
        WriteNames(writer, index.Text.StopWords);
    }

    public static FieldIndexDefinition ReadIndex(BinaryReader reader)
    {
        var field = reader.ReadString();
        var type = (FieldIndexType)reader.ReadByte();
        return new FieldIndexDefinition(field, type, reader.ReadBytes(reader.Read7BitEncodedInt()))
        {
            Lookup = reader.ReadBoolean(),
            Range = reader.ReadBoolean(),
            Text = new TextOptions(
                (TextTokenizer)reader.ReadByte(), reader.ReadBoolean(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadBoolean(),
                ReadNames(reader)),
        };
    }

    private static void Write(BinaryWriter writer, Mutation mutation)
    {
        switch (mutation)
        {
            case Mutation.PutPoint put:
                writer.Write(PutPoint);
                Write(writer, put.Id);
                Write(writer, put.Vectors);
                PayloadCodec.Write(writer, put.Payload);
                break;
            case Mutation.PutPayload put:
                writer.Write(PutPayload);
                Write(writer, put.Id);
                PayloadCodec.Write(writer, put.Payload);
                break;
            case Mutation.PutVectors put:
                writer.Write(PutVectors);
                Write(writer, put.Id);
                Write(writer, put.Vectors);
                break;
            case Mutation.DropVectors drop:
                writer.Write(DropVectors);
                Write(writer, drop.Id);
                WriteNames(writer, drop.Names);
                break;
            case Mutation.DropPoint drop:
                writer.Write(DropPoint);
                Write(writer, drop.Id);
                break;
            case Mutation.PutIndex put:
                writer.Write(PutIndex);
                Write(writer, put.Index);
                break;
            case Mutation.DropIndex drop:
                writer.Write(DropIndex);
                writer.Write(drop.Field);
                break;
            default:
                throw new InvalidDataException($"Unknown mutation {mutation.GetType().Name}.");
        }
    }

    private static Mutation ReadMutation(BinaryReader reader)
        => reader.ReadByte() switch
        {
            PutPoint => new Mutation.PutPoint(ReadKey(reader), ReadVectors(reader), PayloadCodec.ReadPayload(reader)),
            PutPayload => new Mutation.PutPayload(ReadKey(reader), PayloadCodec.ReadPayload(reader)),
            PutVectors => new Mutation.PutVectors(ReadKey(reader), ReadVectors(reader)),
            DropVectors => new Mutation.DropVectors(ReadKey(reader), ReadNames(reader)),
            DropPoint => new Mutation.DropPoint(ReadKey(reader)),
            PutIndex => new Mutation.PutIndex(ReadIndex(reader)),
            DropIndex => new Mutation.DropIndex(reader.ReadString()),
            var kind => throw new InvalidDataException($"Unknown mutation kind {kind}."),
        };

    private static void Write(BinaryWriter writer, IReadOnlyList<NamedVector> vectors)
    {
        writer.Write7BitEncodedInt(vectors.Count);
        foreach (var vector in vectors)
        {
            writer.Write(vector.Name);
            VectorCodec.Write(writer, vector.Data);
        }
    }

    private static NamedVector[] ReadVectors(BinaryReader reader)
    {
        var vectors = new NamedVector[reader.Read7BitEncodedInt()];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = new NamedVector(reader.ReadString(), VectorCodec.Read(reader));
        }
        return vectors;
    }

    private static void WriteNames(BinaryWriter writer, IReadOnlyList<string> names)
    {
        writer.Write7BitEncodedInt(names.Count);
        foreach (var name in names)
        {
            writer.Write(name);
        }
    }

    private static string[] ReadNames(BinaryReader reader)
    {
        var names = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = reader.ReadString();
        }
        return names;
    }
}
