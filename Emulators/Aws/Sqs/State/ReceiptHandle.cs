using System.Buffers.Binary;

namespace EventAi.Emulators.Aws.Sqs.State;

/// <summary>What a receiver deletes a message with: queue, message, and which receive it was.</summary>
internal readonly record struct ReceiptHandle(int Queue, Guid Message, long Receipt)
{
    private const int Bytes = 28;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Queue);
        Message.TryWriteBytes(bytes[4..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[20..], Receipt);
        return Convert.ToBase64String(bytes);
    }

    /// <returns>Null where the text is no receipt handle.</returns>
    public static ReceiptHandle? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text.Length <= 64 && Convert.TryFromBase64String(text, bytes, out var length) && length == Bytes
            ? new ReceiptHandle(BinaryPrimitives.ReadInt32LittleEndian(bytes), new Guid(bytes.Slice(4, 16)), BinaryPrimitives.ReadInt64LittleEndian(bytes[20..]))
            : null;
    }
}
