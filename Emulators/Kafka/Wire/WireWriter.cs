using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;

namespace EventAi.Emulators.Kafka.Wire;

/// <summary>
/// Writes one response frame: the fields into a pooled buffer, RECORDS that lie in segment files as references which
/// <see cref="SendAsync"/> copies straight from the file into the pipe. Reusable, one frame at a time, not thread-safe.
/// </summary>
internal sealed class WireWriter : WireFields, IDisposable
{
    private const int CopyChunk = 256 * 1024;
    private const int KeepBuffer = 64 * 1024;

    private readonly List<(int Position, RecordData Data)> _inserts = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;
    private long _inserted;

    /// <summary>The frame's bytes without inserted file ranges; for tests and for messages that carry none.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    /// <summary>Bytes of the whole frame, inserted file ranges included.</summary>
    public long FrameLength => _length + _inserted;

    /// <summary>Starts a frame: length, correlation id and, for a flexible response header, its empty tagged fields.</summary>
    public void StartFrame(int correlationId, bool flexibleHeader)
    {
        _length = 0;
        _inserted = 0;
        _inserts.Clear();
        Start(0, flexible: false);
        BinaryPrimitives.WriteInt32BigEndian(Reserve(4), 0);
        OnInt32(ref correlationId);
        if (flexibleHeader)
        {
            UnsignedVarint(0);
        }
    }

    /// <summary>Writes a message of the given version behind what is there.</summary>
    public void Message(IWireStruct message, short version, bool flexible)
    {
        Start(version, flexible);
        Struct(message);
    }

    /// <summary>Completes the frame's length prefix.</summary>
    public void EndFrame() =>
        BinaryPrimitives.WriteInt32BigEndian(_buffer, checked((int)(_length - 4 + _inserted)));

    /// <summary>
    /// Copies the frame into the pipe. Flushes only as the pipe asks for it in mid-frame; the last flush is the caller's.
    /// False when the other end is gone.
    /// </summary>
    public async ValueTask<bool> SendAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var (position, data) in _inserts)
        {
            output.Write(_buffer.AsSpan(done, position - done));
            done = position;
            for (var sent = 0; sent < data.Length;)
            {
                var chunk = Math.Min(data.Length - sent, CopyChunk);
                if (data.Slice is { } slice)
                {
                    slice.Read(sent, output.GetSpan(chunk)[..chunk]);
                }
                else
                {
                    data.Bytes.Span.Slice(sent, chunk).CopyTo(output.GetSpan(chunk));
                }

                output.Advance(chunk);
                sent += chunk;
                if (output.UnflushedBytes >= CopyChunk && (await output.FlushAsync(cancellationToken)).IsCompleted)
                {
                    return false;
                }
            }
        }

        output.Write(_buffer.AsSpan(done, _length - done));
        if (_buffer.Length > KeepBuffer)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(1024);
            _length = 0;
        }

        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    protected override void OnBool(ref bool value) => Reserve(1)[0] = value ? (byte)1 : (byte)0;

    protected override void OnInt8(ref sbyte value) => Reserve(1)[0] = (byte)value;

    protected override void OnInt16(ref short value) => BinaryPrimitives.WriteInt16BigEndian(Reserve(2), value);

    protected override void OnInt32(ref int value) => BinaryPrimitives.WriteInt32BigEndian(Reserve(4), value);

    protected override void OnInt64(ref long value) => BinaryPrimitives.WriteInt64BigEndian(Reserve(8), value);

    protected override void OnUuid(ref Guid value) => value.TryWriteBytes(Reserve(16), bigEndian: true, out _);

    protected override void OnString(ref string? value, bool nullable)
    {
        var text = value ?? (nullable ? null : "");
        var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        if (Flexible)
        {
            UnsignedVarint((uint)(length + 1));
        }
        else
        {
            BinaryPrimitives.WriteInt16BigEndian(Reserve(2), checked((short)length));
        }

        if (length > 0)
        {
            Encoding.UTF8.GetBytes(text, Reserve(length));
        }
    }

    protected override void OnBytes(ref ReadOnlyMemory<byte> value)
    {
        Length(value.Length);
        value.Span.CopyTo(Reserve(value.Length));
    }

    protected override void OnRecords(ref RecordData value)
    {
        Length(value.Length);
        if (value.Length > 0)
        {
            _inserts.Add((_length, value));
            _inserted += value.Length;
        }
    }

    protected override void OnArray<T>(ref List<T>? value, bool nullable, Visit<T> visit, Func<T> create)
    {
        Length(value?.Count ?? (nullable ? -1 : 0));
        for (var i = 0; i < value?.Count; i++)
        {
            var item = value[i];
            visit(this, ref item);
        }
    }

    protected override void TaggedFields() => UnsignedVarint(0);

    private void Length(int length)
    {
        if (Flexible)
        {
            UnsignedVarint((uint)(length + 1));
        }
        else
        {
            OnInt32(ref length);
        }
    }

    private void UnsignedVarint(uint value)
    {
        while (value >= 0x80)
        {
            Reserve(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Reserve(1)[0] = (byte)value;
    }

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}
