namespace EventAi.Emulators.Kafka.State;

/// <summary>Compaction: reads and writes beside the log, and takes the lock only to put the result in place.</summary>
internal sealed partial class PartitionLog
{
    /// <summary>Offset before which nothing is new since the last compaction.</summary>
    private long _cleanedTo;

    /// <summary>Compacts the sealed segments if the topic asks for it and enough of them is new; gives the bytes that it saved.</summary>
    /// <exception cref="IOException">A segment cannot be read or the cleaned one not written; the log is as it was.</exception>
    public long Compact()
    {
        if (!Config.Compacts)
        {
            return 0;
        }

        var stable = LastStableOffset;
        var segments = Segments.ToArray()[..^1].TakeWhile(s => s.NextOffset <= stable).ToList();
        var (all, dirty) = (segments.Sum(s => (long)s.Size), segments.Where(s => s.BaseOffset >= _cleanedTo).Sum(s => (long)s.Size));
        if (dirty == 0 || dirty < all * Config.MinDirtyRatio)
        {
            return 0;
        }

        var cleaner = new LogCleaner(Aborted(0, long.MaxValue), _time.GetUtcNow().ToUnixTimeMilliseconds() - Config.DeleteRetentionMs);
        segments.ForEach(cleaner.Learn);
        var end = segments[^1].NextOffset;
        var saved = 0L;
        while (segments.Count > 0)
        {
            var group = Group(segments, Config.SegmentBytes);
            segments.RemoveRange(0, group.Count);
            saved += Replace(group, cleaner);
        }

        _cleanedTo = end;
        return saved;
    }

    /// <summary>The first segments that together fit into one, at least one.</summary>
    private static List<Segment> Group(List<Segment> segments, int maxBytes)
    {
        var bytes = 0L;
        return [.. segments.TakeWhile((s, i) => (bytes += s.Size) <= maxBytes && s.NextOffset - segments[0].BaseOffset <= int.MaxValue || i == 0)];
    }

    private long Replace(List<Segment> group, LogCleaner cleaner)
    {
        var cleaned = Path.Combine(_directory, $"{group[0].BaseOffset:D20}.cleaned.tmp");
        var (size, batches) = WriteCleaned(cleaned, group, cleaner);
        var before = group.Sum(s => (long)s.Size);
        lock (_appendLock)
        {
            var first = Array.IndexOf(_segments, group[0]);
            if (_deleted || first < 0 || (size == before && group.Count == 1))
            {
                File.Delete(cleaned);
                return 0;
            }

            // The end of the range is the next segment's start: between the two there may be offsets that an earlier compaction emptied.
            SegmentSwap.Commit(_directory, cleaned, group[0].BaseOffset, _segments[first + group.Count].BaseOffset);
            var replacement = new Segment(_directory, group[0].BaseOffset);
            batches.ForEach(b => replacement.Adopt(b.Header, b.Position));
            replacement.SaveIndex();
            Volatile.Write(ref _segments, [.. _segments[..first], replacement, .. _segments[(first + group.Count)..]]);
            group.ForEach(s => _dirty.Remove(s));
        }

        return before - size;
    }

    private static (long Size, List<BatchPosition> Batches) WriteCleaned(string path, List<Segment> group, LogCleaner cleaner)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
        var (size, batches) = (0, new List<BatchPosition>());
        foreach (var batch in group.SelectMany(cleaner.Clean))
        {
            RandomAccess.Write(file, batch, size);
            batches.Add(new BatchPosition(new BatchHeader(batch), size));
            size += batch.Length;
        }

        RandomAccess.FlushToDisk(file);
        File.SetLastWriteTimeUtc(file, DateTimeOffset.FromUnixTimeMilliseconds(group.Max(s => s.LastWrite)).UtcDateTime);
        return (size, batches);
    }
}
