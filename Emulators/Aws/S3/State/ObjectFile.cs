using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>
/// One object (or part of one) in one file: content, metadata in JSON, and a footer of 16 bytes: the metadata's length and CRC-32C (4 bytes
/// each, little-endian), and a mark.
/// </summary>
internal sealed class ObjectFile(string path) : PendingObject
{
    private const int FooterBytes = 16;

    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);

    public string Path { get; } = path;

    private static ReadOnlySpan<byte> Mark => "EVAIOBJ1"u8;

    public override void Write(ReadOnlySpan<byte> content) => _file.Write(content);

    /// <summary>Adds the metadata and closes the file.</summary>
    public void Complete<T>(T info, JsonTypeInfo<T> type)
    {
        var metadata = JsonSerializer.SerializeToUtf8Bytes(info, type);
        var tail = new byte[metadata.Length + FooterBytes];
        metadata.CopyTo(tail, 0);
        var footer = tail.AsSpan(metadata.Length);
        BinaryPrimitives.WriteInt32LittleEndian(footer, metadata.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(footer[4..], RecordWriter.Crc(metadata));
        Mark.CopyTo(footer[8..]);
        _file.Write(tail);
        _file.Dispose();
    }

    /// <returns>The metadata, or why the file is no whole object.</returns>
    public static (T? Info, string? Reason) ReadInfo<T>(string path, JsonTypeInfo<T> type, Func<T, long> sizeOf)
        where T : class
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        // One read gets the metadata of all but the strangest objects.
        var tail = new byte[Math.Min(length, 4096)];
        RandomAccess.Read(file, tail, length - tail.Length);
        if (tail.Length < FooterBytes || !tail.AsSpan(tail.Length - 8).SequenceEqual(Mark))
        {
            return (null, "it does not end as it must");
        }
        var footer = tail.AsSpan(tail.Length - FooterBytes);
        var (size, crc) = (BinaryPrimitives.ReadInt32LittleEndian(footer), BinaryPrimitives.ReadUInt32LittleEndian(footer[4..]));
        if (size < 0 || size > length - FooterBytes)
        {
            return (null, "its metadata is longer than the file");
        }
        var metadata = new byte[size];
        RandomAccess.Read(file, metadata, length - FooterBytes - size);
        if (RecordWriter.Crc(metadata) != crc)
        {
            return (null, "its metadata is not what was written");
        }
        var info = JsonSerializer.Deserialize(metadata, type);
        return info is not null && sizeOf(info) == length - FooterBytes - size ? (info, null) : (null, "its content has not the size that was written");
    }

    protected override void Dispose(bool disposing)
    {
        _file.Dispose();
        // Once committed it is no longer here.
        File.Delete(Path);
    }
}
