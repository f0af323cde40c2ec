using System.Globalization;
using EventAi.Emulators.Aws.Journaling;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>
/// The small objects of a bucket, content and metadata, one record each, in append-only files: an object costs one write at the end of a file that is
/// open already, where a file of its own costs the making and renaming of one. What was replaced or removed stays as garbage, until the oldest file's
/// living records have been appended again and the file can go; each write pays for a bit of that, so none has to wait for all of it.
/// Not thread-safe: the bucket guards it.
/// </summary>
/// <param name="directory">Of its files; made with the first.</param>
/// <param name="logger">Told of damage.</param>
/// <param name="segmentBytes">A file that has grown to this is followed by the next. As much garbage is not worth any work.</param>
internal sealed class SegmentLog(string directory, ILogger logger, long segmentBytes = 16 * 1024 * 1024)
{
    private const int CleanedPerWrite = 2;

    [ThreadStatic]
    private static RecordWriter? s_writer;

    private readonly List<Segment> _segments = [];
    private readonly Dictionary<long, Place> _places = [];
    private long _bytes;
    private long _living;
    private Segment? _cleaned;
    private long _cleanedTo;
    private long _firstCopied;

    /// <summary>Removal of files, in the order in which they were cleaned: a removal's record must not go before what it removed.</summary>
    private Task _removals = Task.CompletedTask;

    /// <summary>Completes when files that were cleaned are gone.</summary>
    internal Task Removals => _removals;

    /// <summary>Bytes of all files, and of the records in them that count.</summary>
    internal (long All, long Living) Bytes => (_bytes, _living);

    /// <summary>Whether the version's content is here.</summary>
    public bool Has(ObjectInfo info) => _places.ContainsKey(info.Sequence);

    /// <summary>Reads what is there.</summary>
    /// <returns>The objects; of each version the last that was stored, if it was not removed since.</returns>
    public IEnumerable<ObjectInfo> Load()
    {
        if (!Directory.Exists(directory))
        {
            return [];
        }
        var objects = new Dictionary<(string Key, string Version), ObjectInfo>();
        var paths = Directory.GetFiles(directory, "*.seg");
        Array.Sort(paths, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var segment = new Segment(path, long.Parse(Path.GetFileName(path).AsSpan(0, 10), CultureInfo.InvariantCulture));
            _segments.Add(segment);
            segment.Length = SegmentReader.Read(segment, isLast: path == paths[^1], logger, (record, at) => Replay(objects, segment, record, at));
            _bytes += segment.Length;
        }
        return objects.Values;
    }

    /// <param name="info">What is stored from now on.</param>
    /// <param name="content">All of it.</param>
    /// <param name="replaced">What the version was before, if it was here.</param>
    public void Put(ObjectInfo info, ReadOnlySpan<byte> content, ObjectInfo? replaced)
    {
        var writer = Writer();
        var contentAt = SegmentRecord.WriteStored(writer, info, content);
        var (segment, at) = Append(writer.Written.Span);
        if (replaced is not null)
        {
            Forget(replaced.Sequence);
        }
        Forget(info.Sequence);
        Keep(info.Sequence, new Place(segment, at, contentAt, writer.Length));
        Clean(CleanedPerWrite * writer.Length);
    }

    public void Remove(ObjectInfo info)
    {
        var writer = Writer();
        SegmentRecord.WriteRemoved(writer, info);
        Append(writer.Written.Span);
        Forget(info.Sequence);
        Clean(CleanedPerWrite * SegmentRecord.Largest / 16);
    }

    public Stream Open(ObjectInfo info)
    {
        var place = _places[info.Sequence];
        return new SegmentStream(place.Segment, place.At + place.ContentAt, info.Size);
    }

    private static RecordWriter Writer()
    {
        var writer = s_writer ??= new RecordWriter();
        writer.Clear();
        return writer;
    }

    private void Replay(Dictionary<(string Key, string Version), ObjectInfo> objects, Segment segment, ReadOnlySpan<byte> payload, long at)
    {
        var (info, contentAt, removed) = SegmentRecord.Read(payload);
        var identity = info is null ? (removed.Key, removed.Version) : (info.Key, info.VersionId);
        if (objects.TryGetValue(identity, out var before))
        {
            if (info is null && before.Sequence > removed.Sequence)
            {
                return;
            }
            Forget(before.Sequence);
            objects.Remove(identity);
        }
        if (info is not null)
        {
            objects[identity] = info;
            var length = RecordWriter.HeaderBytes + payload.Length;
            Keep(info.Sequence, new Place(segment, at, contentAt, length));
        }
    }

    private void Forget(long sequence)
    {
        if (_places.Remove(sequence, out var place))
        {
            place.Segment.Living -= place.Length;
            _living -= place.Length;
        }
    }

    private void Keep(long sequence, Place place)
    {
        _places[sequence] = place;
        place.Segment.Living += place.Length;
        _living += place.Length;
    }

    private (Segment Segment, long At) Append(ReadOnlySpan<byte> record)
    {
        if (_segments.Count == 0 || _segments[^1].Length > segmentBytes)
        {
            Directory.CreateDirectory(directory);
            var number = _segments.Count == 0 ? 1 : _segments[^1].Number + 1;
            // No name twice, not even in a bucket that is made anew: an old file may still be waiting for its removal.
            _segments.Add(new Segment(Path.Combine(directory, $"{number:D10}-{Guid.NewGuid():N}.seg"), number));
        }
        var segment = _segments[^1];
        var at = segment.Append(record);
        _bytes += record.Length;
        return (segment, at);
    }

    /// <summary>Goes on with the oldest file, where there is more garbage than living.</summary>
    private void Clean(int bytes)
    {
        if (_cleaned is null)
        {
            if (_segments.Count < 2 || _bytes - _living <= Math.Max(segmentBytes, _living))
            {
                return;
            }
            (_cleaned, _cleanedTo, _firstCopied) = (_segments[0], 0, _segments[^1].Number);
        }
        while (bytes > 0 && _cleanedTo < _cleaned.Length && _cleaned.Living > 0)
        {
            var (length, sequence) = SegmentReader.Peek(_cleaned, _cleanedTo);
            if (length == 0)
            {
                _cleanedTo = _cleaned.Length; // damaged, which the start has told: nothing behind it can be read
                break;
            }
            var place = sequence is { } living ? _places.GetValueOrDefault(living) : default;
            if (place.Segment == _cleaned && place.At == _cleanedTo)
            {
                var (segment, at) = Append(SegmentReader.ReadOne(_cleaned, _cleanedTo, length));
                Forget(sequence!.Value);
                Keep(sequence.Value, place with { Segment = segment, At = at });
            }
            _cleanedTo += length;
            bytes -= length;
        }
        if (_cleanedTo >= _cleaned.Length || _cleaned.Living == 0)
        {
            RemoveCleaned(_cleaned);
            _cleaned = null;
        }
    }

    private void RemoveCleaned(Segment cleaned)
    {
        _segments.Remove(cleaned);
        _bytes -= cleaned.Length;
        // A power cut must find the copies on the disk before the file they were copied from goes.
        var copies = _segments.Where(segment => segment.Number >= _firstCopied).ToArray();
        _removals = _removals.ContinueWith(
            _ =>
            {
                try
                {
                    Array.ForEach(copies, static copy => RandomAccess.FlushToDisk(copy.Handle));
                    File.Delete(cleaned.Path);
                }
                catch (IOException exception)
                {
                    // The file is garbage, and the next start cleans it again.
                    AwsLog.DamagedObject(logger, cleaned.Path, exception.Message);
                }
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <param name="Segment">File.</param>
    /// <param name="At">Where the record begins.</param>
    /// <param name="ContentAt">Where the content begins, from there.</param>
    /// <param name="Length">Bytes of the record.</param>
    private readonly record struct Place(Segment Segment, long At, int ContentAt, int Length);
}
