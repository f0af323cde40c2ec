using System.Buffers.Binary;
using EventAi.Emulators.Aws.Journaling;
using Microsoft.Win32.SafeHandles;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// The append-only log of all Standard executions: their starts and whatever reached them since, in files of a limited size. A record is in the
/// system's page cache before what it says takes effect; any of them can be read again by its position. The oldest files go when nobody needs their records any more. Thread-safe.
/// </summary>
internal sealed class ExecutionLog : IDisposable
{
    /// <summary>A position is the number of the file above these bits, and the place within it.</summary>
    private const int OffsetBits = 40;

    private readonly Lock _gate = new();
    private readonly string? _path;
    private readonly long _segmentBytes;
    private readonly ILogger _logger;
    private readonly SortedList<int, SafeFileHandle> _readers = [];
    private readonly List<byte[]?> _memory = [];
    private Journal? _journal;

    /// <param name="path">The first file; the others have a number behind its name. Null keeps the log in memory.</param>
    /// <param name="replay">Told of each record and its position.</param>
    /// <param name="logger">Told of a damaged end.</param>
    /// <param name="segmentBytes">Bytes after which a further file is begun.</param>
    public ExecutionLog(string? path, Action<long, byte[]> replay, ILogger logger, long segmentBytes)
    {
        (_path, _logger, _segmentBytes) = (path, logger, segmentBytes);
        if (path is null)
        {
            return;
        }
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var numbers = Directory.EnumerateFiles(folder, Path.GetFileName(path) + "*").Select(Number).OfType<int>().Order().ToList();
        foreach (var number in numbers.Count > 0 ? numbers : [0])
        {
            _journal?.Dispose();
            Open(number, replay);
        }
    }

    /// <summary>Number of the file that a position is in.</summary>
    public static int SegmentOf(long position) => (int)(position >> OffsetBits);

    /// <summary>Number of the file that is written to.</summary>
    public int Current { get; private set; }

    /// <param name="record">Framed.</param>
    /// <returns>Its position.</returns>
    /// <exception cref="IOException">It was not written.</exception>
    public long Append(ReadOnlySpan<byte> record)
    {
        lock (_gate)
        {
            if (_path is null)
            {
                _memory.Add(record[RecordWriter.HeaderBytes..].ToArray());
                return _memory.Count - 1;
            }
            if (_journal!.Length >= _segmentBytes)
            {
                _journal.Dispose();
                Open(Current + 1, static (_, _) => { });
            }
            var position = ((long)Current << OffsetBits) | _journal.Length;
            _journal.Append(record);
            return position;
        }
    }

    /// <summary>The payload of the record at a position.</summary>
    public byte[] Read(long position)
    {
        SafeFileHandle file;
        lock (_gate)
        {
            if (_path is null)
            {
                return _memory[(int)position] ?? throw new InvalidOperationException("The record was dropped");
            }
            file = _readers[SegmentOf(position)];
        }
        var offset = position & ((1L << OffsetBits) - 1);
        Span<byte> header = stackalloc byte[RecordWriter.HeaderBytes];
        Fill(file, header, offset);
        var payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
        Fill(file, payload, offset + header.Length);
        return payload;
    }

    /// <summary>Drops records of an execution that nobody may ask for any more; on disk they go with their file.</summary>
    public void Forget(IEnumerable<long> positions)
    {
        lock (_gate)
        {
            foreach (var position in _path is null ? positions : [])
            {
                _memory[(int)position] = null;
            }
        }
    }

    /// <summary>Removes the files before one, oldest first, so that a kill on the way leaves no gap.</summary>
    public void RemoveBefore(int segment)
    {
        lock (_gate)
        {
            while (_readers.Count > 0 && _readers.Keys[0] < segment && _readers.Keys[0] < Current)
            {
                _readers.Values[0].Dispose();
                File.Delete(Name(_readers.Keys[0]));
                _readers.RemoveAt(0);
            }
        }
    }

    public void Dispose()
    {
        foreach (var reader in _readers.Values)
        {
            reader.Dispose();
        }
        _journal?.Dispose();
    }

    private int? Number(string file)
    {
        var rest = file.AsSpan(_path!.Length);
        return rest.Length == 0 ? 0 : rest[0] == '.' && int.TryParse(rest[1..], System.Globalization.NumberStyles.None, null, out var number) ? number : null;
    }

    private string Name(int number) => number == 0 ? _path! : $"{_path}.{number}";

    private void Open(int number, Action<long, byte[]> replay)
    {
        var position = (long)number << OffsetBits;
        _journal = Journal.Open(
            Name(number),
            payload =>
            {
                replay(position, payload.ToArray());
                position += RecordWriter.HeaderBytes + payload.Length;
            },
            _logger);
        _readers.Add(number, File.OpenHandle(Name(number), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        Current = number;
    }

    private static void Fill(SafeFileHandle file, Span<byte> buffer, long position)
    {
        while (buffer.Length > 0)
        {
            var count = RandomAccess.Read(file, buffer, position);
            if (count == 0)
            {
                throw new EndOfStreamException($"The execution log ends within the record at {position}");
            }
            buffer = buffer[count..];
            position += count;
        }
    }
}
