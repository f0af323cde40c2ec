using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// A small durable log of state changes: length, CRC-32C, payload. Reading stops at the first torn entry and cuts it off. When it has grown far
/// beyond the state that it describes, its owner's snapshot replaces it atomically.
/// </summary>
internal sealed class Journal : IFlushable, IDisposable
{
    private const int HeaderSize = 8;
    private const long RewriteAt = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly string _path;
    private SafeFileHandle _file;
    private long _size;
    private long _snapshotSize;

    /// <summary>Opens the file and gives every entry that it holds to <paramref name="replay"/>, in order.</summary>
    public Journal(string path, Action<BinaryReader> replay)
    {
        _path = path;
        File.Delete(path + ".tmp");
        _file = Open(path);
        var bytes = new byte[RandomAccess.GetLength(_file)];
        new LogSlice(_file, 0, bytes.Length).Read(0, bytes);
        while (TryEntry(bytes.AsSpan((int)_size), out var payload))
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, (int)_size + HeaderSize, payload, writable: false));
            replay(reader);
            _size += HeaderSize + payload;
        }

        RandomAccess.SetLength(_file, _size);
        _snapshotSize = _size;
    }

    /// <summary>
    /// Appends one entry in one write(2). The caller keeps its own changes in the same order by calling this under the lock that guards them.
    /// <paramref name="snapshot"/> gives the entries of the whole state, for the case that the journal is due to be rewritten.
    /// </summary>
    public void Append(Action<BinaryWriter> entry, Func<IEnumerable<Action<BinaryWriter>>> snapshot)
    {
        lock (_lock)
        {
            var bytes = Entry(entry);
            try
            {
                RandomAccess.Write(_file, bytes, _size);
            }
            catch (IOException)
            {
                RandomAccess.SetLength(_file, _size);
                throw;
            }

            _size += bytes.Length;
            if (_size > RewriteAt + (4 * _snapshotSize))
            {
                Rewrite(snapshot());
            }
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_lock)
        {
            RandomAccess.FlushToDisk(_file);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Open(string path) =>
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);

    private static bool TryEntry(ReadOnlySpan<byte> bytes, out int payload)
    {
        payload = bytes.Length < HeaderSize ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return payload > 0
            && payload <= bytes.Length - HeaderSize
            && Crc32C.Compute(bytes.Slice(HeaderSize, payload)) == BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
    }

    private static byte[] Entry(Action<BinaryWriter> entry)
    {
        using var memory = new MemoryStream();
        memory.SetLength(HeaderSize);
        memory.Position = HeaderSize;
        using var writer = new BinaryWriter(memory);
        entry(writer);
        var bytes = memory.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - HeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Crc32C.Compute(bytes.AsSpan(HeaderSize)));
        return bytes;
    }

    private void Rewrite(IEnumerable<Action<BinaryWriter>> entries)
    {
        var next = Open(_path + ".tmp");
        var size = 0L;
        RandomAccess.SetLength(next, 0);
        foreach (var entry in entries)
        {
            var bytes = Entry(entry);
            RandomAccess.Write(next, bytes, size);
            size += bytes.Length;
        }

        RandomAccess.FlushToDisk(next);
        File.Move(_path + ".tmp", _path, overwrite: true);
        _file.Dispose();
        (_file, _size, _snapshotSize) = (next, size, size);
    }
}
