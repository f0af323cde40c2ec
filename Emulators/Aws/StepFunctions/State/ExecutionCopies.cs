namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>
/// Keeps an execution that is kept for long from keeping the log's old files: where little of the oldest file is still needed, the executions that begin there are written to the end of the log again,
/// whole, so that the next sweep can remove the file. A copy counts once its last record is written; until then the former records do.
/// </summary>
internal sealed class ExecutionCopies(ExecutionLog log, long segmentBytes)
{
    private const int MostFilesAtOnce = 64;

    /// <summary>Share of a file that is worth copying.</summary>
    private const int WorthCopying = 4;

    /// <summary>The record itself, where it may be one of a copy.</summary>
    public static byte[] Unwrap(byte[] payload)
    {
        if (payload[0] != ExecutionRecords.Copied)
        {
            return payload;
        }
        var reader = new Journaling.RecordReader(payload);
        return ExecutionRecords.ReadCopied(ref reader).Record;
    }

    public void MoveOldest(IReadOnlyCollection<ExecutionEntry> entries)
    {
        for (var moved = 0; moved < MostFilesAtOnce; moved++)
        {
            var first = entries.Select(static entry => (Entry: entry, File: FileOf(entry))).Where(pair => pair.File is not null).ToList();
            var oldest = first.Count == 0 ? log.Current : first.Min(static pair => pair.File!.Value);
            // The file that is written to, and the one before it, are young.
            if (oldest >= log.Current - 1 || !Copy([.. first.Where(pair => pair.File == oldest).Select(static pair => pair.Entry)]))
            {
                return;
            }
        }
    }

    private static int? FileOf(ExecutionEntry entry)
    {
        lock (entry.Gate)
        {
            return entry.Positions.Count == 0 ? null : ExecutionLog.SegmentOf(entry.Positions[0]);
        }
    }

    /// <returns>False where it would be too much.</returns>
    private bool Copy(List<ExecutionEntry> entries)
    {
        var left = segmentBytes / WorthCopying;
        foreach (var entry in entries)
        {
            lock (entry.Gate)
            {
                left -= entry.Positions.Sum(position => (long)log.Read(position).Length);
            }
            if (left < 0)
            {
                return false;
            }
        }
        entries.ForEach(Copy);
        return true;
    }

    private void Copy(ExecutionEntry entry)
    {
        lock (entry.Gate)
        {
            var records = entry.Positions.ConvertAll(position => Unwrap(log.Read(position)));
            var count = records.Count;
            foreach (var task in entry.WithoutActivity ?? [])
            {
                records.Add(Payload(ExecutionRecords.OfMissingActivity(entry.Start.Number, task)));
            }
            if (entry.Stopped is not null)
            {
                records.Add(Payload(ExecutionRecords.OfEnd(entry.Start.Number, entry)));
            }
            var positions = new List<long>(count);
            for (var i = 0; i < records.Count; i++)
            {
                positions.Add(log.Append(ExecutionRecords.OfCopied(entry.Start.Number, i, records.Count, records[i]).Span));
            }
            // Those that are read again one by one are the start and the stimuli.
            entry.Positions.Clear();
            entry.Positions.AddRange(positions.Take(count));
        }
    }

    private static byte[] Payload(ReadOnlyMemory<byte> framed) => framed.Span[Journaling.RecordWriter.HeaderBytes..].ToArray();
}
