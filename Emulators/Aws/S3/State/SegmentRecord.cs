using System.Buffers.Binary;
using System.Text.Json;
using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>The records of a segment: framed with length and CRC-32C over all that follows, content included.</summary>
internal static class SegmentRecord
{
    /// <summary>More than the largest content and the largest metadata.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>Bytes of kind and sequence, which every record begins with.</summary>
    public const int SequenceEnd = 9;

    private const byte Stored = 1;
    private const byte Removed = 2;

    private const int HeadBytes = SequenceEnd + 4;

    /// <summary>Where the content begins, from the record's beginning.</summary>
    public static int WriteStored(RecordWriter writer, ObjectInfo info, ReadOnlySpan<byte> content)
    {
        var metadata = JsonSerializer.SerializeToUtf8Bytes(info, StateJson.Default.ObjectInfo);
        writer.Begin(Stored).Long(info.Sequence).Int(metadata.Length).Bytes(metadata).Bytes(content).End();
        return RecordWriter.HeaderBytes + HeadBytes + metadata.Length;
    }

    /// <summary>The version has no content here any more, whatever was stored of it up to its sequence.</summary>
    public static void WriteRemoved(RecordWriter writer, ObjectInfo info)
        => writer.Begin(Removed).Long(info.Sequence).Text(info.Key).Text(info.VersionId).End();

    /// <param name="payload">What follows the frame's header.</param>
    /// <returns>What was stored and where its content begins, from the record's beginning; or what was removed.</returns>
    /// <exception cref="InvalidDataException">The record is of another kind.</exception>
    public static (ObjectInfo? Info, int ContentAt, (string Key, string Version, long Sequence) Removed) Read(ReadOnlySpan<byte> payload)
    {
        if (payload[0] == Stored)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(payload[SequenceEnd..]);
            var info = JsonSerializer.Deserialize(payload.Slice(HeadBytes, length), StateJson.Default.ObjectInfo)!;
            return (info, RecordWriter.HeaderBytes + HeadBytes + length, default);
        }
        if (payload[0] != Removed)
        {
            throw new InvalidDataException($"A segment has a record of the unknown kind {payload[0]}: it was written by a later version.");
        }
        var reader = new RecordReader(payload[1..]);
        var sequence = reader.Long();
        return (null, 0, (reader.Text()!, reader.Text()!, sequence));
    }

    /// <summary>The sequence of a stored object by the beginning of its record; null for what is no stored object.</summary>
    public static long? SequenceOf(ReadOnlySpan<byte> payload) => payload[0] == Stored ? BinaryPrimitives.ReadInt64LittleEndian(payload[1..]) : null;
}
