using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;

namespace EventAi.Emulators.Grpc;

/// <summary>
/// Length-prefixed messages of gRPC over HTTP/2: one byte compressed-flag, four bytes big-endian length, the message
/// (gRPC core: PROTOCOL-HTTP2.md). Compressed messages are read where their encoding is gzip; answers are not compressed.
/// </summary>
public static class GrpcFraming
{
    private const int PrefixLength = 5;

    /// <summary>Reads the next message, or null at the end of the stream; none may be compressed.</summary>
    public static ValueTask<T?> ReadAsync<T>(PipeReader reader, MessageParser<T> parser, int maxLength, CancellationToken cancellationToken)
        where T : class, IMessage<T>
        => ReadAsync(reader, parser, maxLength, encoding: null, cancellationToken);

    /// <summary>Reads the next message, or null at the end of the stream.</summary>
    /// <param name="encoding">What the header grpc-encoding says of compressed messages.</param>
    /// <exception cref="GrpcException">The frame is compressed otherwise, truncated, over <paramref name="maxLength"/> bytes, or not a <typeparamref name="T"/>.</exception>
    public static async ValueTask<T?> ReadAsync<T>(PipeReader reader, MessageParser<T> parser, int maxLength, string? encoding, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryReadPrefix(buffer, maxLength, out var length, out var compressed) && buffer.Length >= PrefixLength + length)
            {
                var end = buffer.GetPosition(PrefixLength + length);
                var body = buffer.Slice(PrefixLength, length);
                var message = Parse(parser, compressed ? Decompress(body, encoding, maxLength) : body);
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

    private static bool TryReadPrefix(in ReadOnlySequence<byte> buffer, int maxLength, out int length, out bool compressed)
    {
        (length, compressed) = (0, false);
        if (buffer.Length < PrefixLength)
        {
            return false;
        }
        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] > 1)
        {
            throw new GrpcException(GrpcStatus.Internal, $"A message has the unknown flags {prefix[0]}.");
        }
        compressed = prefix[0] == 1;
        var announced = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (announced > (uint)maxLength)
        {
            throw new GrpcException(GrpcStatus.ResourceExhausted, $"A message of {announced} bytes is larger than the limit of {maxLength} bytes.");
        }
        length = (int)announced;
        return true;
    }

    private static ReadOnlySequence<byte> Decompress(in ReadOnlySequence<byte> bytes, string? encoding, int maxLength)
    {
        if (!string.Equals(encoding, "gzip", StringComparison.Ordinal))
        {
            throw new GrpcException(GrpcStatus.Unimplemented, $"Messages compressed with {encoding ?? "nothing that is named"} are not supported.");
        }
        try
        {
            using var stream = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
            var message = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (message.Length + read > maxLength)
                {
                    throw new GrpcException(GrpcStatus.ResourceExhausted, $"A message is larger than the limit of {maxLength} bytes once it is decompressed.");
                }
                message.Write(buffer, 0, read);
            }
            return new ReadOnlySequence<byte>(message.GetBuffer(), 0, (int)message.Length);
        }
        catch (InvalidDataException exception)
        {
            throw new GrpcException(GrpcStatus.Internal, $"A compressed message cannot be read: {exception.Message}");
        }
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
