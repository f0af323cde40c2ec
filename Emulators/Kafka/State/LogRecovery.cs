using System.Buffers;
using System.Globalization;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Opens a partition's directory. Sealed segments come with their saved index. The last one, and any whose index is missing, is read and
/// checked batch by batch; from the first batch that is torn or damaged on, the last segment is cut off: nothing there was acknowledged.
/// </summary>
internal static class LogRecovery
{
    public static PartitionLog Open(string directory, TopicConfig config, TimeProvider time, Action<string> warn)
    {
        Directory.CreateDirectory(directory);
        foreach (var unfinished in Directory.EnumerateFiles(directory, "*.tmp"))
        {
            File.Delete(unfinished);
        }

        SegmentSwap.Recover(directory);
        var segments = Directory.EnumerateFiles(directory, "*.log")
            .Select(path => new Segment(directory, long.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)))
            .OrderBy(s => s.BaseOffset)
            .ToList();
        if (segments.Count == 0)
        {
            segments.Add(new Segment(directory, 0));
        }

        var cleanlyClosed = true;
        for (var i = 0; i < segments.Count; i++)
        {
            var isLast = i == segments.Count - 1;
            if (segments[i].TryLoadIndex(willGrow: isLast))
            {
                continue;
            }

            cleanlyClosed &= segments[i].IsEmptyFile;
            Scan(segments[i], warn);
            if (!isLast)
            {
                segments[i].SaveIndex();
            }
        }

        var producers = new ProducerTable();
        var from = producers.Load(directory, segments[^1].NextOffset);
        foreach (var segment in segments.Where(s => s.NextOffset > from))
        {
            foreach (var batch in segment.Walk(0))
            {
                if (batch.Header.BaseOffset < from)
                {
                    continue;
                }

                if (batch.Header.IsControl)
                {
                    producers.RecordMarker(batch.Header, ControlBatch.IsCommit(segment, batch));
                }
                else
                {
                    producers.Record(batch.Header);
                }
            }
        }

        return new PartitionLog(directory, config, time, [.. segments], producers, cleanlyClosed);
    }

    private static void Scan(Segment segment, Action<string> warn)
    {
        var size = RandomAccess.GetLength(segment.File);
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        var nextOffset = segment.BaseOffset;
        try
        {
            var (start, length) = (0L, 0);
            var position = 0L;
            while (TryBatch(segment, ref buffer, ref start, ref length, position, size, out var header) && header.BaseOffset >= nextOffset)
            {
                segment.Adopt(header, (int)position);
                nextOffset = header.LastOffset + 1;
                position += header.TotalBytes;
            }

            if (position < size)
            {
                warn($"{segment.LogPath}: {size - position} bytes from {position} on are no whole batch; cut off.");
                RandomAccess.SetLength(segment.File, position);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The sound batch at the position, read through a buffer that holds the file from <paramref name="start"/> on.</summary>
    private static bool TryBatch(Segment segment, ref byte[] buffer, ref long start, ref int length, long position, long size, out BatchHeader header)
    {
        header = default;
        if (!Fill(segment, ref buffer, ref start, ref length, position, BatchHeader.Size, size))
        {
            return false;
        }

        header = new BatchHeader(buffer.AsSpan((int)(position - start)));
        return header.Magic == 2
            && header.TotalBytes >= BatchHeader.Size
            && header.LastOffsetDelta >= 0
            && Fill(segment, ref buffer, ref start, ref length, position, header.TotalBytes, size)
            && header.ChecksumMatches(buffer.AsSpan((int)(position - start)));
    }

    private static bool Fill(Segment segment, ref byte[] buffer, ref long start, ref int length, long position, long needed, long size)
    {
        if (position + needed > size)
        {
            return false;
        }

        if (position >= start && position + needed <= start + length)
        {
            return true;
        }

        if (needed > buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent((int)needed);
        }

        (start, length) = (position, 0);
        while (length < needed)
        {
            var read = RandomAccess.Read(segment.File, buffer.AsSpan(length), position + length);
            if (read == 0)
            {
                return false;
            }

            length += read;
        }

        return true;
    }
}
