using System.Buffers.Binary;
using System.Text;

namespace EventAi.Emulators.Kafka.Wire;

/// <summary>
/// Reads the fields of one frame. Every length is checked against what is left of the frame before anything is allocated;
/// whatever does not fit is a <see cref="WireFormatException"/>. Reusable, one frame at a time, not thread-safe.
/// </summary>
internal sealed class WireReader : WireFields
{
    /// <summary>Elements that all arrays of one message may have together: bounds what a small frame can make the broker allocate.</summary>
    private const int MaxElements = 1_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Memory<byte> _frame;
    private int _position;
    private int _elements;

    public int Remaining => _frame.Length - _position;

    public void Reset(Memory<byte> frame)
    {
        _frame = frame;
        _position = 0;
        _elements = 0;
        Start(0, flexible: false);
    }

    /// <summary>Reads a message of the given version from where the reader stands.</summary>
    public void Message(IWireStruct message, short version, bool flexible)
    {
        Start(version, flexible);
        Struct(message);
    }

    protected override void OnBool(ref bool value) => value = Take(1)[0] != 0;

    protected override void OnInt8(ref sbyte value) => value = (sbyte)Take(1)[0];

    protected override void OnInt16(ref short value) => value = BinaryPrimitives.ReadInt16BigEndian(Take(2));

    protected override void OnInt32(ref int value) => value = BinaryPrimitives.ReadInt32BigEndian(Take(4));

    protected override void OnInt64(ref long value) => value = BinaryPrimitives.ReadInt64BigEndian(Take(8));

    protected override void OnUuid(ref Guid value) => value = new Guid(Take(16), bigEndian: true);

    protected override void OnString(ref string? value, bool nullable)
    {
        var length = Flexible ? CompactLength() : BinaryPrimitives.ReadInt16BigEndian(Take(2));
        if (length < 0)
        {
            value = nullable && length == -1 ? null : throw new WireFormatException("A string that must be there is null.");
            return;
        }

        try
        {
            value = Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw new WireFormatException("A string is not UTF-8.");
        }
    }

    protected override void OnBytes(ref ReadOnlyMemory<byte> value) => value = TakeBytes();

    protected override void OnRecords(ref RecordData value) => value = new RecordData(TakeBytes());

    protected override void OnArray<T>(ref List<T>? value, bool nullable, Visit<T> visit, Func<T> create)
    {
        var count = Flexible ? CompactLength() : BinaryPrimitives.ReadInt32BigEndian(Take(4));
        if (count < 0)
        {
            value = nullable && count == -1 ? null : throw new WireFormatException("An array that must be there is null.");
            return;
        }

        _elements += count;
        if (count > Remaining || _elements > MaxElements)
        {
            throw new WireFormatException($"An array of {count} elements does not fit its frame.");
        }

        value = new List<T>(count);
        for (var i = 0; i < count; i++)
        {
            var item = create();
            visit(this, ref item);
            value.Add(item);
        }
    }

    /// <summary>Skips tagged fields: none that this broker needs is defined in the versions it serves.</summary>
    protected override void TaggedFields()
    {
        var count = UnsignedVarint();
        for (var i = 0u; i < count; i++)
        {
            _ = UnsignedVarint();
            var size = UnsignedVarint();
            _ = Take(size > int.MaxValue ? throw TooShort() : (int)size);
        }
    }

    private Memory<byte> TakeBytes()
    {
        var length = Flexible ? CompactLength() : BinaryPrimitives.ReadInt32BigEndian(Take(4));
        if (length < 0)
        {
            return default;
        }

        if (length > Remaining)
        {
            throw TooShort();
        }

        var bytes = _frame.Slice(_position, length);
        _position += length;
        return bytes;
    }

    /// <summary>Compact lengths are one more than the length; 0 stands for null, given back as -1.</summary>
    private int CompactLength()
    {
        var raw = UnsignedVarint();
        return raw > int.MaxValue ? throw TooShort() : (int)raw - 1;
    }

    private uint UnsignedVarint()
    {
        var value = 0u;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = Take(1)[0];
            value |= (uint)(b & 0x7F) << shift;
            if ((b & 0x80) == 0)
            {
                return value;
            }
        }

        throw new WireFormatException("A varint is longer than five bytes.");
    }

    private Span<byte> Take(int length)
    {
        if (length > Remaining)
        {
            throw TooShort();
        }

        var span = _frame.Span.Slice(_position, length);
        _position += length;
        return span;
    }

    private static WireFormatException TooShort() => new("A field reaches beyond the end of its frame.");
}
