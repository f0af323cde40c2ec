// Stands in for StackExchange.Redis 3.4.35: the subset the application uses, the same names and behaviour, RESP2 on the wire.
using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace StackExchange.Redis;

/// <summary>RESP2 (Redis serialization protocol specification): commands are arrays of bulk strings; replies are parsed whole or not at all.</summary>
internal static class Resp
{
    public static void Write(IBufferWriter<byte> writer, RedisValue[] command)
    {
        WriteLength(writer, (byte)'*', command.Length);
        foreach (var argument in command)
        {
            var bytes = argument.Bytes.Span;
            WriteLength(writer, (byte)'$', bytes.Length);
            writer.Write(bytes);
            writer.Write("\r\n"u8);
        }
    }

    /// <summary>Reads one reply; false (and the reader where it was) while it has not arrived whole.</summary>
    /// <exception cref="RedisConnectionException">The bytes are not RESP.</exception>
    public static bool TryRead(ref SequenceReader<byte> reader, out RedisResult? result)
    {
        var start = reader;
        if (TryReadAny(ref reader, out result))
        {
            return true;
        }
        reader = start;
        return false;
    }

    private static bool TryReadAny(ref SequenceReader<byte> reader, out RedisResult? result)
    {
        result = null;
        if (!reader.TryRead(out var kind) || !reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
        {
            return false;
        }
        switch (kind)
        {
            case (byte)'+':
            case (byte)':':
                result = new RedisResult.Single(line.ToArray());
                return true;
            case (byte)'-':
                result = new RedisResult.Failure(Encoding.UTF8.GetString(line));
                return true;
            case (byte)'$':
                return TryReadBulk(ref reader, Length(line), out result);
            case (byte)'*':
                return TryReadArray(ref reader, Length(line), out result);
            default:
                throw new RedisConnectionException(ConnectionFailureType.ProtocolFailure, $"A reply began with byte {kind}.");
        }
    }

    private static bool TryReadBulk(ref SequenceReader<byte> reader, int length, out RedisResult? result)
    {
        result = null;
        if (length < 0)
        {
            result = new RedisResult.Single(RedisValue.Null);
            return true;
        }
        if (reader.Remaining < length + 2)
        {
            return false;
        }
        result = new RedisResult.Single(reader.UnreadSequence.Slice(0, length).ToArray());
        reader.Advance(length + 2);
        return true;
    }

    private static bool TryReadArray(ref SequenceReader<byte> reader, int count, out RedisResult? result)
    {
        result = null;
        if (count < 0)
        {
            result = new RedisResult.Many(items: null);
            return true;
        }
        var items = new RedisResult[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadAny(ref reader, out var item))
            {
                return false;
            }
            items[i] = item!;
        }
        result = new RedisResult.Many(items);
        return true;
    }

    private static int Length(ReadOnlySequence<byte> line)
        => Utf8Parser.TryParse(line.ToArray(), out int length, out _)
            ? length
            : throw new RedisConnectionException(ConnectionFailureType.ProtocolFailure, "A reply has no length.");

    private static void WriteLength(IBufferWriter<byte> writer, byte kind, int length)
    {
        var span = writer.GetSpan(16);
        span[0] = kind;
        Utf8Formatter.TryFormat(length, span[1..], out var digits);
        "\r\n"u8.CopyTo(span[(digits + 1)..]);
        writer.Advance(digits + 3);
    }
}
