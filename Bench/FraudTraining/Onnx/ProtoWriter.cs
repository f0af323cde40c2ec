using System.Buffers.Binary;
using System.Text;

namespace EventAi.FraudTraining.Onnx;

/// <summary>One protobuf message, field by field (protobuf.dev, "Encoding").</summary>
public sealed class ProtoWriter
{
    private const int Varint = 0;
    private const int Bytes = 2;

    private readonly MemoryStream _bytes = new();

    public byte[] ToArray() => _bytes.ToArray();

    public ProtoWriter Integer(int field, long value)
    {
        WriteVarint((ulong)((field << 3) | Varint));
        WriteVarint((ulong)value);
        return this;
    }

    public ProtoWriter Text(int field, string value) => Raw(field, Encoding.UTF8.GetBytes(value));

    public ProtoWriter Message(int field, ProtoWriter message) => Raw(field, message.ToArray());

    public ProtoWriter Raw(int field, ReadOnlySpan<byte> value)
    {
        WriteVarint((ulong)((field << 3) | Bytes));
        WriteVarint((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    public ProtoWriter Integers(int field, IEnumerable<long> values)
    {
        var packed = new ProtoWriter();
        foreach (var value in values)
        {
            packed.WriteVarint((ulong)value);
        }
        return Message(field, packed);
    }

    public ProtoWriter Floats(int field, IEnumerable<float> values)
    {
        var packed = new ProtoWriter();
        Span<byte> four = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(four, value);
            packed._bytes.Write(four);
        }
        return Message(field, packed);
    }

    private void WriteVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.WriteByte((byte)(value | 0x80));
        }
        _bytes.WriteByte((byte)value);
    }
}
