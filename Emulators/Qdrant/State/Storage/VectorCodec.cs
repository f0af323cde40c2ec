using System.Runtime.InteropServices;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>A vector in the log or a segment: a kind byte, lengths, numbers (little-endian).</summary>
internal static class VectorCodec
{
    public static void Write(BinaryWriter writer, VectorData vector)
    {
        switch (vector)
        {
            case VectorData.Dense dense:
                writer.Write((byte)VectorKind.Dense);
                Write(writer, dense.Values);
                break;
            case VectorData.Sparse sparse:
                writer.Write((byte)VectorKind.Sparse);
                Write(writer, sparse.Values);
                writer.Write(MemoryMarshal.AsBytes(sparse.Indices.AsSpan()));
                break;
            case VectorData.Multi multi:
                writer.Write((byte)VectorKind.Multi);
                writer.Write7BitEncodedInt(multi.Size);
                Write(writer, multi.Values);
                break;
            default:
                throw new InvalidDataException($"Unknown vector {vector.GetType().Name}.");
        }
    }

    public static VectorData Read(BinaryReader reader)
    {
        switch ((VectorKind)reader.ReadByte())
        {
            case VectorKind.Dense:
                return new VectorData.Dense(ReadFloats(reader));
            case VectorKind.Sparse:
                var values = ReadFloats(reader);
                var indices = new uint[values.Length];
                reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(indices.AsSpan()));
                return new VectorData.Sparse(indices, values);
            case VectorKind.Multi:
                var size = reader.Read7BitEncodedInt();
                return new VectorData.Multi(ReadFloats(reader), size);
            case var kind:
                throw new InvalidDataException($"Unknown vector kind {kind}.");
        }
    }

    private static void Write(BinaryWriter writer, float[] values)
    {
        writer.Write7BitEncodedInt(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static float[] ReadFloats(BinaryReader reader)
    {
        var values = new float[reader.Read7BitEncodedInt()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
