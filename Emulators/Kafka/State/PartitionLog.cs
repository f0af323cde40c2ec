namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// The log of one partition: appends in order under a lock, reads without one. An appended batch is in the page cache (write(2)) before
/// <see cref="Append"/> returns; <see cref="Flush"/> brings it onto the disk.
/// </summary>
internal sealed partial class PartitionLog : IFlushable
{
    /// <summary>Epoch of the only leader there is.</summary>
    public const int LeaderEpoch = 0;

    private readonly Lock _appendLock = new();
    private readonly Lock _signalLock = new();
    private readonly List<AppendSignal> _signals = [];
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly ProducerTable _producers;
    private readonly HashSet<Segment> _dirty = [];
    private Segment[] _segments;
    private long _endOffset;
    private long _lastStableOffset;
    private long _deletedBefore;
    private bool _deleted;

    /// <param name="cleanlyClosed">False when the last process may have left bytes that only the page cache holds.</param>
    internal PartitionLog(string directory, TopicConfig config, TimeProvider time, Segment[] segments, ProducerTable producers, bool cleanlyClosed)
    {
        _directory = directory;
        Config = config;
        _time = time;
        _segments = segments;
        _producers = producers;
        _endOffset = segments[^1].NextOffset;
        _deletedBefore = Math.Min(StartOffsetFile.Read(directory), _endOffset);
        PublishLastStable();

        // A batch that is in the log but was not acknowledged may be sent again; as a duplicate it is acknowledged only when it is on the disk.
        _dirty.UnionWith(cleanlyClosed ? [] : segments);
    }

    public TopicConfig Config { get; }

    /// <summary>The offset of the next record: on a single node the high watermark too.</summary>
    public long EndOffset => Volatile.Read(ref _endOffset);

    /// <summary>The first offset that can be read.</summary>
    public long StartOffset => Math.Max(Segments[0].BaseOffset, Volatile.Read(ref _deletedBefore));

    public long Bytes => Segments.Sum(s => (long)s.Size);

    public IReadOnlyList<Segment> Segments => Volatile.Read(ref _segments);

    /// <summary>Appends one producer's batch: checks it, gives it its offset (in the bytes given) and writes it.</summary>
    public AppendResult Append(Span<byte> batch)
    {
        if (BatchCheck.Problem(batch, Config.MaxMessageBytes) is { } problem)
        {
            return problem;
        }

        if (Config.Compacts && BatchRecords.LacksKey(batch))
        {
            return new AppendResult(KafkaError.InvalidRecord, Message: "Records of a compacted topic need a key.");
        }

        AppendResult result;
        lock (_appendLock)
        {
            result = AppendChecked(batch);
        }

        if (result.Error == KafkaError.None)
        {
            WakeReaders();
        }

        return result;
    }

    /// <summary>
    /// Whole batches from the one that holds the offset on, at most <paramref name="maxBytes"/>; when <paramref name="wholeFirst"/>, at least the first, however long.
    /// </summary>
    /// <param name="offset">Where to begin; the batch that holds it is given whole.</param>
    /// <param name="maxBytes">Bytes at most.</param>
    /// <param name="wholeFirst">Whether the first batch is given though it is longer.</param>
    /// <param name="committed">Nothing from the last stable offset on (isolation level read_committed).</param>
    public ReadResult Read(long offset, int maxBytes, bool wholeFirst, bool committed = false)
    {
        var stable = committed ? LastStableOffset : long.MaxValue;
        var segments = Segments;
        if (offset < StartOffset || offset > EndOffset)
        {
            return new ReadResult(KafkaError.OffsetOutOfRange, null);
        }

        if (offset == EndOffset || offset >= stable)
        {
            return new ReadResult(KafkaError.None, null);
        }

        for (var i = FloorSegment(segments, offset); i < segments.Count; i++)
        {
            if (segments[i].Find(offset) is not { } first)
            {
                continue;
            }

            var limit = (int)Math.Min((long)first.Position + Math.Max(0, maxBytes), int.MaxValue);
            if (first.Header.BaseOffset >= stable)
            {
                break;
            }

            // The last stable offset is where a batch starts.
            var stableEnd = stable < segments[i].NextOffset && segments[i].Find(stable) is { } unstable ? unstable.Position : int.MaxValue;
            var (end, endOffset) = segments[i].LastBoundary(first.Position, Math.Min(limit, stableEnd));
            if (end == first.Position && wholeFirst)
            {
                (end, endOffset) = (first.End, first.Header.LastOffset + 1);
            }

            return end == first.Position ? new ReadResult(KafkaError.None, null)
                : new ReadResult(KafkaError.None, new LogSlice(segments[i].File, first.Position, end - first.Position), endOffset);
        }

        return new ReadResult(KafkaError.None, null);
    }

    /// <summary>Offset and timestamp of the first record at or after the time; null when there is none.</summary>
    public (long Offset, long Timestamp)? FindByTimestamp(long timestamp)
    {
        foreach (var segment in Segments)
        {
            if (segment.MaxTimestamp.Timestamp >= timestamp && segment.FindByTimestamp(timestamp, StartOffset) is { } batch)
            {
                return BatchRecords.First(segment, batch, timestamp);
            }
        }

        return null;
    }

    /// <summary>Offset and timestamp of the record with the greatest timestamp; null when the log is empty.</summary>
    public (long Offset, long Timestamp)? FindMaxTimestamp()
    {
        var segment = Segments.MaxBy(s => s.MaxTimestamp.Timestamp)!;
        var (timestamp, batchOffset) = segment.MaxTimestamp;
        return batchOffset >= 0 && segment.Find(batchOffset) is { } batch ? BatchRecords.First(segment, batch, timestamp) : null;
    }

    public void Register(AppendSignal signal)
    {
        lock (_signalLock)
        {
            _signals.Add(signal);
        }
    }

    public void Unregister(AppendSignal signal)
    {
        lock (_signalLock)
        {
            _signals.Remove(signal);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        Segment[] dirty;
        lock (_appendLock)
        {
            dirty = [.. _dirty];
            _dirty.Clear();
        }

        try
        {
            foreach (var segment in dirty)
            {
                RandomAccess.FlushToDisk(segment.File);
            }
        }
        catch (IOException)
        {
            lock (_appendLock)
            {
                _dirty.UnionWith(dirty);
            }

            throw;
        }
    }

    /// <summary>Leaves the log so that it opens without a scan.</summary>
    public void Close()
    {
        lock (_appendLock)
        {
            if (!_deleted)
            {
                _segments[^1].SaveIndex();
                _producers.Save(_directory, _endOffset);
            }

            _deleted = true;
            foreach (var segment in _segments)
            {
                segment.File.Dispose();
            }
        }

        WakeReaders();
    }

    /// <summary>Removes the log from the disk; appends from now on fail, slices handed out stay readable.</summary>
    public void Delete()
    {
        lock (_appendLock)
        {
            _deleted = true;
            Directory.Delete(_directory, recursive: true);
        }

        WakeReaders();
    }

    private static int FloorSegment(IReadOnlyList<Segment> segments, long offset)
    {
        var i = segments.Count - 1;
        while (i > 0 && segments[i].BaseOffset > offset)
        {
            i--;
        }

        return i;
    }

    private AppendResult AppendChecked(Span<byte> batch)
    {
        if (_deleted)
        {
            return new AppendResult(KafkaError.UnknownTopicOrPartition);
        }

        var header = new BatchHeader(batch);
        if (header.ProducerId >= 0)
        {
            var error = _producers.Check(header, out var duplicate);
            if (error != KafkaError.None || duplicate is not null)
            {
                return new AppendResult(error, duplicate?.BaseOffset ?? -1, Config.StampsAppendTime ? duplicate?.Timestamp ?? -1 : -1);
            }
        }

        var appendTime = -1L;
        if (Config.StampsAppendTime)
        {
            appendTime = _time.GetUtcNow().ToUnixTimeMilliseconds();
            BatchHeader.StampAppendTime(batch, appendTime);
        }

        BatchHeader placed;
        try
        {
            placed = Write(batch);
        }
        catch (IOException e)
        {
            return new AppendResult(KafkaError.KafkaStorageError, Message: e.Message);
        }

        _producers.Record(placed);
        Publish(placed);
        return new AppendResult(KafkaError.None, placed.BaseOffset, appendTime);
    }

    private BatchHeader Write(Span<byte> batch)
    {
        BatchHeader.Place(batch, _endOffset, LeaderEpoch);
        var placed = new BatchHeader(batch);
        var active = _segments[^1];
        if (active.Size > 0 && (long)active.Size + batch.Length > Config.SegmentBytes)
        {
            active = Roll();
        }

        active.Append(batch, placed);
        _dirty.Add(active);
        return placed;
    }

    /// <summary>Lets readers see the batch, once the producers know of it.</summary>
    private void Publish(in BatchHeader placed)
    {
        Volatile.Write(ref _endOffset, placed.LastOffset + 1);
        PublishLastStable();
    }

    /// <summary>Seals the active segment, index and producers beside it, and starts the next.</summary>
    private Segment Roll()
    {
        _segments[^1].SaveIndex();
        _producers.Save(_directory, _endOffset);
        var next = new Segment(_directory, _endOffset);
        Volatile.Write(ref _segments, [.. _segments, next]);
        return next;
    }

    private void WakeReaders()
    {
        lock (_signalLock)
        {
            foreach (var signal in _signals)
            {
                signal.Wake();
            }
        }
    }
}
