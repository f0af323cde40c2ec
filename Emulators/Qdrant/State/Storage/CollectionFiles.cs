namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>
/// The files of one collection: at most one current segment, and the logs of what came after it. When the log has outgrown both
/// a minimum and the segment, a new segment takes in everything. A crash at any moment leaves files from which
/// <see cref="Open"/> gets the same state: a segment counts once its directory has its name, entries that it covers are passed over.
/// </summary>
internal sealed partial class CollectionFiles : IDisposable
{
    private const string Unfinished = ".tmp";
    private readonly ILogger _logger;
    private readonly long _minCheckpoint;
    private readonly Lock _syncing = new();
    private WriteAheadLog _log;
    private long _segmentLength;
    private long _logged;
    private ulong _durable;

    private CollectionFiles(string directory, WriteAheadLog log, ulong sequence, long segmentLength, long logged, long minCheckpoint, ILogger logger)
    {
        _minCheckpoint = minCheckpoint;
        Directory = directory;
        _log = log;
        Sequence = sequence;
        _segmentLength = segmentLength;
        _logged = logged;
        _logger = logger;
    }

    public string Directory { get; }

    /// <summary>The number of the last operation.</summary>
    public ulong Sequence { get; private set; }

    /// <summary>Has the log outgrown the segment?</summary>
    public bool IsCheckpointDue => Volatile.Read(ref _logged) > Math.Max(_minCheckpoint, _segmentLength);

    /// <summary>Operations that only the log holds.</summary>
    public bool HasLogged => Volatile.Read(ref _logged) > 0;

    public static CollectionFiles Open(string directory, PointTable points, long minCheckpoint, ILogger logger)
    {
        foreach (var leftover in System.IO.Directory.GetFiles(directory, "*" + Unfinished))
        {
            File.Delete(leftover);
        }
        foreach (var leftover in System.IO.Directory.GetDirectories(directory, "*" + Unfinished))
        {
            System.IO.Directory.Delete(leftover, recursive: true);
        }
        var segment = Segments(directory).LastOrDefault();
        var (sequence, segmentLength) = segment is null ? (0, 0) : new SegmentReader(segment, points).Read();
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
        return new CollectionFiles(directory, log, sequence, segmentLength, logs.Sum(path => new FileInfo(path).Length - WriteAheadLog.HeaderLength), minCheckpoint, logger);

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
            _logged += _log.Append(Sequence + 1, body);
        }
        catch (IOException exception)
        {
            throw StoreException.Internal($"the operation could not be logged: {exception.Message}");
        }
        return ++Sequence;
    }

    /// <summary>
    /// Returns when an operation is on the disk. Group commit: of the writers that wait here one flushes for all whose operations are in
    /// the log by then.
    /// </summary>
    public void Flush(ulong sequence)
    {
        if (Volatile.Read(ref _durable) >= sequence)
        {
            return;
        }
        lock (_syncing)
        {
            if (_durable < sequence)
            {
                var reached = Sequence;
                _log.Flush();
                Volatile.Write(ref _durable, reached);
            }
        }
    }

    /// <summary>Goes on in a new log; all files but that one, which stay as they are now while no segment is written. Called by the writer.</summary>
    public IReadOnlyList<string> Freeze()
    {
        BeginLog();
        var logs = Files(Directory, "wal-*.log").Where(log => !string.Equals(log, LogPath(Directory, Sequence + 1), StringComparison.Ordinal));
        var segment = Segments(Directory).LastOrDefault();
        return [Path.Combine(Directory, ParametersFile.Name), .. segment is null ? [] : Files(segment, "*"), .. logs];
    }

    /// <summary>Goes on in a new log; the operations up to now will be in a segment. Called by the writer.</summary>
    public ulong BeginCheckpoint()
    {
        BeginLog();
        Volatile.Write(ref _logged, 0);
        return Sequence;
    }

    private void BeginLog()
    {
        lock (_syncing)
        {
            if (_log.Length > WriteAheadLog.HeaderLength)
            {
                var next = WriteAheadLog.Create(LogPath(Directory, Sequence + 1));
                _log.Dispose();
                _log = next;
            }
            _durable = Sequence;
        }
    }

    /// <summary>Writes the segment and deletes what it makes superfluous.</summary>
    public void Checkpoint(Collection collection, ulong sequence)
    {
        var name = Path.Combine(Directory, $"segment-{sequence:D20}");
        var unfinished = name + Unfinished;
        if (System.IO.Directory.Exists(name))
        {
            return; // nothing has happened since
        }
        System.IO.Directory.CreateDirectory(unfinished);
        var length = new SegmentWriter(collection, unfinished).Write(sequence);
        System.IO.Directory.Move(unfinished, name);
        _segmentLength = length;
        foreach (var log in Files(Directory, "wal-*.log").Where(log => string.CompareOrdinal(log, LogPath(Directory, sequence + 1)) < 0))
        {
            File.Delete(log);
        }
        foreach (var older in Segments(Directory).SkipLast(1))
        {
            System.IO.Directory.Delete(older, recursive: true); // what is mapped of it stays until it is unmapped
        }
        Written(_logger, Directory, sequence, length);
    }

    public void Dispose() => _log.Dispose();

    public void CheckpointFailed(Exception exception) => Failed(_logger, Directory, exception);

    private static string LogPath(string directory, ulong first) => Path.Combine(directory, $"wal-{first:D20}.log");

    private static List<string> Files(string directory, string pattern)
        => [.. System.IO.Directory.GetFiles(directory, pattern).Order(StringComparer.Ordinal)];

    private static List<string> Segments(string directory)
        => [.. System.IO.Directory.GetDirectories(directory, "segment-*").Where(path => !path.EndsWith(Unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [LoggerMessage(1, LogLevel.Warning, "{Log} ended inside an entry, as a crash leaves it: the last {Bytes} bytes, never acknowledged, were cut off")]
    private static partial void TornTail(ILogger logger, string log, long bytes);

    [LoggerMessage(2, LogLevel.Information, "{Directory}: everything up to operation {Sequence} is now in a segment of {Bytes} bytes")]
    private static partial void Written(ILogger logger, string directory, ulong sequence, long bytes);

    [LoggerMessage(3, LogLevel.Warning, "{Directory}: no segment could be written; the log grows on")]
    private static partial void Failed(ILogger logger, string directory, Exception exception);
}
