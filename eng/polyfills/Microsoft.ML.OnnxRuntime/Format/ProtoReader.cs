using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.OnnxRuntime.Format;

/// <summary>Fields of one message, one after the other (protobuf.dev, "Encoding").</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private ReadOnlySpan<byte> _rest = message;
    private int _wire;

    /// <summary>Number of the field that <see cref="Next"/> came to.</summary>
    public int Field { get; private set; }

    /// <summary>The present field's scalar.</summary>
    public ulong Number { get; private set; }

    /// <summary>The present field's content: text, a message, or packed numbers.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Content);

    /// <exception cref="OnnxRuntimeException">These bytes are no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }
        var tag = ReadVarint();
        (Field, _wire) = ((int)(tag >> 3), (int)(tag & 7));
        switch (_wire)
        {
            case Varint: Number = ReadVarint(); break;
            case Fixed64: Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8)); break;
            case Fixed32: Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4)); break;
            case Bytes: Content = Take(ReadVarint()); break;
            default: throw Broken();
        }
        return Field > 0 ? true : throw Broken();
    }

    public readonly void AddIntegers(List<long> numbers)
    {
        if (_wire != Bytes)
        {
            numbers.Add((long)Number);
            return;
        }
        var packed = new ProtoReader(Content);
        while (!packed._rest.IsEmpty)
        {
            numbers.Add((long)packed.ReadVarint());
        }
    }

    public readonly void AddFloats(List<float> numbers)
    {
        if (_wire != Bytes)
        {
            numbers.Add(BitConverter.UInt32BitsToSingle((uint)Number));
            return;
        }
        for (var rest = Content; !rest.IsEmpty; rest = rest[4..])
        {
            numbers.Add(rest.Length >= 4 ? BinaryPrimitives.ReadSingleLittleEndian(rest) : throw Broken());
        }
    }

    public readonly void AddDoubles(List<double> numbers)
    {
        if (_wire != Bytes)
        {
            numbers.Add(BitConverter.UInt64BitsToDouble(Number));
            return;
        }
        for (var rest = Content; !rest.IsEmpty; rest = rest[8..])
        {
            numbers.Add(rest.Length >= 8 ? BinaryPrimitives.ReadDoubleLittleEndian(rest) : throw Broken());
        }
    }

    private ulong ReadVarint()
    {
        var number = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Take(1)[0];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }
        throw Broken();
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Broken();
        }
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private static OnnxRuntimeException Broken() => new(ErrorCode.InvalidProtobuf, "Load model failed: Protobuf parsing failed.");
}
