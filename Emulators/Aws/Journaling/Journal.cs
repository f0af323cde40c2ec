using System.Buffers.Binary;

namespace EventAi.Emulators.Aws.Journaling;

/// <summary>
/// An append-only file of records. A record counts once the write that carries it has returned: it then survives the
/// process (kill -9), not a power cut, as nothing waits for the disk. Not thread-safe.
/// </summary>
internal sealed class Journal : IDisposable
{
    /// <summary>Receives each whole record's payload.</summary>
    public delegate void Replay(ReadOnlySpan<byte> payload);

    private const int LargestRecord = 64 * 1024 * 1024;

    private readonly string _path;
    private FileStream _file;

    private Journal(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Bytes.</summary>
    public long Length => _file.Position;

    /// <summary>Opens or creates the file, replays what is in it, and cuts off (keeps aside) a last record that is not whole.</summary>
    public static Journal Open(string path, Replay replay, ILogger logger)
    {
        File.Delete(path + ".new"); // of a compaction that did not come to its end
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        var whole = ReadAll(file, replay);
        if (whole < file.Length)
        {
            var aside = $"{path}.damaged-{whole}";
            AwsLog.TornJournal(logger, path, file.Length - whole, aside);
            using (var copy = new FileStream(aside, FileMode.Create))
            {
                file.Position = whole;
                file.CopyTo(copy);
            }
            file.SetLength(whole);
        }
        file.Position = whole;
        return new Journal(path, file);
    }

    /// <exception cref="IOException">Nothing was written.</exception>
    public void Append(ReadOnlySpan<byte> records)
    {
        var before = _file.Position;
        try
        {
            _file.Write(records);
        }
        catch (IOException)
        {
            // Half a record in the middle would hide all that comes after it.
            _file.SetLength(before);
            _file.Position = before;
            throw;
        }
    }

    /// <summary>Replaces the whole content in one step.</summary>
    public void Rewrite(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        var path = _path + ".new";
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 1);
        try
        {
            foreach (var piece in pieces)
            {
                file.Write(piece.Span);
            }
            file.Flush(flushToDisk: true);
            File.Move(path, _path, overwrite: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        _file.Dispose();
        _file = file;
    }

    public void Dispose()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    /// <returns>Position after the last whole record.</returns>
    private static long ReadAll(FileStream file, Replay replay)
    {
        using var input = new BufferedStream(new FileStream(file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1), 1 << 20);
        Span<byte> header = stackalloc byte[RecordWriter.HeaderBytes];
        var payload = new byte[4096];
        var whole = 0L;
        while (input.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length is <= 0 or > LargestRecord || whole + header.Length + length > file.Length)
            {
                break;
            }
            if (payload.Length < length)
            {
                payload = new byte[length];
            }
            var record = payload.AsSpan(0, length);
            input.ReadExactly(record);
            if (RecordWriter.Crc(record) != BinaryPrimitives.ReadUInt32LittleEndian(header[4..]))
            {
                break;
            }
            replay(record);
            whole += header.Length + length;
        }
        return whole;
    }
}
