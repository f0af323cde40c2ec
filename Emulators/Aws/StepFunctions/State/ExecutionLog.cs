using System.Buffers.Binary;
using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// The one append-only log of all Standard executions: their starts and whatever reached them since. A record is in the
/// system's page cache before what it says takes effect; any of them can be read again by its position. Thread-safe.
/// </summary>
internal sealed class ExecutionLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Journal? _journal;
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle? _reader;
    private readonly List<byte[]> _memory = [];

    /// <param name="path">File; null keeps the log in memory.</param>
    /// <param name="replay">Told of each record and its position.</param>
    /// <param name="logger">Told of a damaged end.</param>
    public ExecutionLog(string? path, Action<long, byte[]> replay, ILogger logger)
    {
        if (path is null)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var position = 0L;
        _journal = Journal.Open(
            path,
            payload =>
            {
                replay(position, payload.ToArray());
                position += RecordWriter.HeaderBytes + payload.Length;
            },
            logger);
        _reader = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
    }

    /// <param name="record">Framed.</param>
    /// <returns>Its position.</returns>
    /// <exception cref="IOException">It was not written.</exception>
    public long Append(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            if (_journal is null)
            {
                _memory.Add(record[RecordWriter.HeaderBytes..].ToArray());
                return _memory.Count - 1;
            }
            var position = _journal.Length;
            _journal.Append(record);
            return position;
        }
    }

    /// <summary>The payload of the record at a position.</summary>
    public byte[] Read(long position)
    {
        if (_reader is null)
        {
            lock (_gate)
            {
                return _memory[(int)position];
            }
        }
        Span<byte> header = stackalloc byte[RecordWriter.HeaderBytes];
        Fill(header, position);
        var payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
        Fill(payload, position + header.Length);
        return payload;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _journal?.Dispose();
    }

    private void Fill(Span<byte> buffer, long position)
    {
        while (buffer.Length > 0)
        {
            var count = RandomAccess.Read(_reader!, buffer, position);
            if (count == 0)
            {
                throw new EndOfStreamException($"The execution log ends within the record at {position}");
            }
            buffer = buffer[count..];
            position += count;
        }
    }
}
