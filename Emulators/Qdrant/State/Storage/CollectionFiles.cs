namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// The files of one collection: at most one current point file, and the log of what came after it. When the log has outgrown both
/// <see cref="MinCompaction"/> and the point file, a new point file takes in everything and a new log begins. A crash at any moment
/// leaves files from which <see cref="Open"/> gets the same state, since entries that a point file already holds are passed over.
/// </summary>
internal sealed partial class CollectionFiles : IDisposable
{
    private const long MinCompaction = 64 << 20;
    private readonly ILogger _logger;
    private WriteAheadLog _log;
    private long _pointFileLength;

    private CollectionFiles(string directory, WriteAheadLog log, ulong sequence, long pointFileLength, ILogger logger)
    {
        Directory = directory;
        _log = log;
        Sequence = sequence;
        _pointFileLength = pointFileLength;
        _logger = logger;
    }

    public string Directory { get; }

    /// <summary>The number of the last operation.</summary>
    public ulong Sequence { get; private set; }

    public static CollectionFiles Open(string directory, PointTable points, ILogger logger)
    {
        foreach (var leftover in System.IO.Directory.GetFiles(directory, "*.tmp"))
        {
            File.Delete(leftover);
        }
        var pointFile = Files(directory, "points-*.dat").LastOrDefault();
        var covered = pointFile is null ? 0 : PointFile.Read(pointFile, points);
        var sequence = covered;
        var logs = Files(directory, "wal-*.log");
        WriteAheadLog? log = null;
        for (var i = 0; i < logs.Count; i++)
        {
            log?.Dispose();
            log = WriteAheadLog.Open(logs[i], Replay, out var cut);
            if (cut > 0)
            {
                if (i < logs.Count - 1)
                {
                    throw new InvalidDataException($"{logs[i]} is damaged before its end, and later operations follow it in {logs[i + 1]}.");
                }
                TornTail(logger, logs[i], cut);
            }
        }
        log ??= WriteAheadLog.Create(LogPath(directory, sequence + 1));
        return new CollectionFiles(directory, log, sequence, pointFile is null ? 0 : new FileInfo(pointFile).Length, logger);

        void Replay(ulong number, MemoryStream body)
        {
            if (number <= sequence)
            {
                return;
            }
            if (number != sequence + 1)
            {
                throw new InvalidDataException($"In {directory} operation {sequence + 1} is missing before operation {number}.");
            }
            foreach (var mutation in MutationCodec.Read(body))
            {
                points.Apply(mutation, number);
            }
            sequence = number;
        }
    }

    public ulong Log(IReadOnlyList<Mutation> mutations)
    {
        using var body = new MemoryStream();
        MutationCodec.Write(body, mutations);
        try
        {
            _log.Append(Sequence + 1, body);
        }
        catch (IOException exception)
        {
            throw StoreException.Internal($"the operation could not be logged: {exception.Message}");
        }
        return ++Sequence;
    }

    public void CompactIfGrown(PointTable points)
    {
        if (_log.Length > Math.Max(MinCompaction, _pointFileLength))
        {
            try
            {
                Compact(points);
            }
            catch (IOException exception)
            {
                // The log still has everything; the next write tries again.
                CompactionFailed(_logger, Directory, exception);
            }
        }
    }

    public void Dispose() => _log.Dispose();

    private void Compact(PointTable points)
    {
        _pointFileLength = PointFile.Write(Path.Combine(Directory, $"points-{Sequence:D20}.dat"), points, Sequence);
        var next = WriteAheadLog.Create(LogPath(Directory, Sequence + 1));
        var old = _log;
        _log = next;
        old.Dispose();
        File.Delete(old.Path);
        foreach (var file in Files(Directory, "points-*.dat").SkipLast(1))
        {
            File.Delete(file);
        }
        Compacted(_logger, Directory, points.Count, _pointFileLength);
    }

    private static string LogPath(string directory, ulong first) => Path.Combine(directory, $"wal-{first:D20}.log");

    private static List<string> Files(string directory, string pattern)
        => [.. System.IO.Directory.GetFiles(directory, pattern).Order(StringComparer.Ordinal)];

    [LoggerMessage(1, LogLevel.Warning, "{Log} ended inside an entry, as a crash leaves it: the last {Bytes} bytes, never acknowledged, were cut off")]
    private static partial void TornTail(ILogger logger, string log, long bytes);

    [LoggerMessage(2, LogLevel.Information, "{Directory}: {Points} points are now in a point file of {Bytes} bytes")]
    private static partial void Compacted(ILogger logger, string directory, int points, long bytes);

    [LoggerMessage(3, LogLevel.Warning, "{Directory}: no point file could be written; the log grows on")]
    private static partial void CompactionFailed(ILogger logger, string directory, Exception exception);
}
