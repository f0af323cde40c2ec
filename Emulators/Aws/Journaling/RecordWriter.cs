using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace EventAi.Emulators.Aws.Journaling;

/// <summary>Builds framed records: length and CRC-32C (4 bytes each, little-endian), then the payload.</summary>
internal sealed class RecordWriter
{
    public const int HeaderBytes = 8;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private int _start;

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public int Length => _buffer.WrittenCount;

    public void Clear() => _buffer.ResetWrittenCount();

    public RecordWriter Begin(byte kind)
    {
        _start = _buffer.WrittenCount;
        _buffer.GetSpan(HeaderBytes)[..HeaderBytes].Clear();
        _buffer.Advance(HeaderBytes);
        return Byte(kind);
    }

    public RecordWriter Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    public RecordWriter Int(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
        return this;
    }

    public RecordWriter Long(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
        return this;
    }

    public RecordWriter Id(Guid value)
    {
        value.TryWriteBytes(_buffer.GetSpan(16));
        _buffer.Advance(16);
        return this;
    }

    /// <summary>Null is told apart from empty.</summary>
    public RecordWriter Text(string? value)
    {
        if (value is null)
        {
            return Int(-1);
        }
        var length = Encoding.UTF8.GetByteCount(value);
        Int(length);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length));
        _buffer.Advance(length);
        return this;
    }

    public RecordWriter Blob(byte[]? value)
    {
        if (value is null)
        {
            return Int(-1);
        }
        Int(value.Length);
        _buffer.Write(value);
        return this;
    }

    /// <summary>As they are: the reader knows how many from elsewhere.</summary>
    public RecordWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _buffer.Write(bytes);
        return this;
    }

    public RecordWriter Map(IReadOnlyDictionary<string, string> values)
    {
        Int(values.Count);
        foreach (var (name, value) in values)
        {
            Text(name).Text(value);
        }
        return this;
    }

    /// <summary>Completes the record begun last.</summary>
    public void End()
    {
        // The writer's memory is its own array; the header is filled in once the payload is known.
        var record = System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory)[_start..].Span;
        var payload = record[HeaderBytes..];
        BinaryPrimitives.WriteInt32LittleEndian(record, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Crc(payload));
    }

    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        foreach (var octet in bytes)
        {
            crc = BitOperations.Crc32C(crc, octet);
        }
        return ~crc;
    }
}
