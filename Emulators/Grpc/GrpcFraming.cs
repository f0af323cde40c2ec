using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace EventAi.Emulators.Grpc;

/// <summary>
/// Length-prefixed messages of gRPC over HTTP/2: one byte compressed-flag, four bytes big-endian length, the message
/// (gRPC core: PROTOCOL-HTTP2.md). Compression is not offered, so a set flag is an error.
/// </summary>
public static class GrpcFraming
{
    private const int PrefixLength = 5;

    /// <summary>Reads the next message, or null at the end of the stream.</summary>
    /// <exception cref="GrpcException">The frame is compressed, truncated, over <paramref name="maxLength"/> bytes, or not a <typeparamref name="T"/>.</exception>
    public static async ValueTask<T?> ReadAsync<T>(PipeReader reader, MessageParser<T> parser, int maxLength, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryReadPrefix(buffer, maxLength, out var length) && buffer.Length >= PrefixLength + length)
            {
                var end = buffer.GetPosition(PrefixLength + length);
                var message = Parse(parser, buffer.Slice(PrefixLength, length));
                reader.AdvanceTo(end);
                return message;
            }
            if (result.IsCompleted)
            {
                reader.AdvanceTo(buffer.End);
                return buffer.IsEmpty ? null : throw new GrpcException(GrpcStatus.Internal, "The request ended inside a message.");
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Writes one message with its prefix; the caller flushes.</summary>
    public static void Write(IBufferWriter<byte> writer, IMessage message)
    {
        var length = message.CalculateSize();
        var span = writer.GetSpan(PrefixLength + length);
        span[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        message.WriteTo(span.Slice(PrefixLength, length));
        writer.Advance(PrefixLength + length);
    }

    private static bool TryReadPrefix(in ReadOnlySequence<byte> buffer, int maxLength, out int length)
    {
        length = 0;
        if (buffer.Length < PrefixLength)
        {
            return false;
        }
        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] != 0)
        {
            throw new GrpcException(GrpcStatus.Unimplemented, "Compressed messages are not supported.");
        }
        var announced = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (announced > (uint)maxLength)
        {
            throw new GrpcException(GrpcStatus.ResourceExhausted, $"A message of {announced} bytes is larger than the limit of {maxLength} bytes.");
        }
        length = (int)announced;
        return true;
    }

    private static T Parse<T>(MessageParser<T> parser, in ReadOnlySequence<byte> bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new GrpcException(GrpcStatus.Internal, $"The message is not a {typeof(T).Name}: {exception.Message}");
        }
    }
}
