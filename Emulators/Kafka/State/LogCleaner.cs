using System.Buffers.Binary;
using System.Security.Cryptography;
using EventAi.Emulators.Kafka.State.Compression;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Compaction of sealed segments that lie wholly before the last stable offset: of every key the last record stays, at its offset. Records without a key stay, and so do
/// batches that cannot be looked into (zstd). Records of aborted transactions go; commit markers and deletions go once their segment is older than delete.retention.ms.
/// </summary>
internal sealed class LogCleaner
{
    private readonly Dictionary<UInt128, long> _last = [];
    private readonly ILookup<long, AbortedTransaction> _aborted;
    private readonly long _keepDeletionsSince;

    public LogCleaner(IEnumerable<AbortedTransaction> aborted, long keepDeletionsSince)
    {
        _aborted = aborted.ToLookup(a => a.ProducerId);
        _keepDeletionsSince = keepDeletionsSince;
    }

    /// <summary>Notes the last offset of every key; to be called for all segments in order before any is cleaned.</summary>
    public void Learn(Segment segment)
    {
        foreach (var batch in segment.Walk(0))
        {
            if (batch.Header.IsControl || IsAborted(batch.Header) || !BatchRecords.TryRead(batch.Header, BatchRecords.Bytes(segment, batch), out var bytes, out var records))
            {
                continue;
            }

            foreach (var record in records.Where(r => r.KeyLength >= 0))
            {
                _last[Hash(bytes.Span.Slice(record.KeyStart, record.KeyLength))] = batch.Header.BaseOffset + record.OffsetDelta;
            }
        }
    }

    /// <summary>The batches of a segment as they are to stay: as they were, with fewer records, or not at all.</summary>
    public IEnumerable<byte[]> Clean(Segment segment)
    {
        var keepDeletions = segment.LastWrite >= _keepDeletionsSince;
        foreach (var batch in segment.Walk(0))
        {
            var header = batch.Header;
            if (header.IsControl ? !keepDeletions && ControlBatch.IsCommit(segment, batch) : IsAborted(header))
            {
                continue;
            }

            var bytes = BatchRecords.Bytes(segment, batch);
            if (header.IsControl || !BatchRecords.TryRead(header, bytes, out var unpacked, out var records))
            {
                yield return bytes;
                continue;
            }

            var kept = records.Where(r => Stays(header, unpacked, r, keepDeletions)).ToList();
            if (kept.Count > 0)
            {
                yield return kept.Count == records.Count ? bytes : Rebuild(header, bytes, unpacked, kept);
            }
        }
    }

    /// <summary>128 bits of a cryptographic hash stand for a key: two keys never meet, and long keys take no memory.</summary>
    private static UInt128 Hash(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    /// <summary>A batch with some of its records gone keeps its offsets and sequence numbers: only count, timestamps and checksum are new.</summary>
    private static byte[] Rebuild(in BatchHeader header, byte[] original, ReadOnlyMemory<byte> unpacked, List<RecordPosition> kept)
    {
        using var memory = new MemoryStream();
        kept.ForEach(r => memory.Write(unpacked.Span[r.Start..r.End]));
        var gzip = header.Compression == BatchCodec.Gzip;
        var records = gzip ? BatchCodec.PackGzip(memory.ToArray()) : memory.ToArray();
        var batch = new byte[BatchHeader.Size + records.Length];
        original.AsSpan(0, BatchHeader.Size).CopyTo(batch);
        records.CopyTo(batch, BatchHeader.Size);
        var baseTimestamp = header.BaseTimestamp;
        BatchHeader.Rewrite(
            batch,
            compression: gzip ? BatchCodec.Gzip : BatchCodec.None,
            maxTimestamp: (header.Attributes & 0x08) != 0 ? header.MaxTimestamp : kept.Max(r => baseTimestamp + r.TimestampDelta),
            recordCount: kept.Count);
        return batch;
    }

    private bool Stays(in BatchHeader header, ReadOnlyMemory<byte> unpacked, in RecordPosition record, bool keepDeletions) =>
        record.KeyLength < 0
        || (_last.TryGetValue(Hash(unpacked.Span.Slice(record.KeyStart, record.KeyLength)), out var last)
            && last == header.BaseOffset + record.OffsetDelta
            && (record.HasValue || keepDeletions));

    private bool IsAborted(BatchHeader header) =>
        header.IsTransactional && _aborted[header.ProducerId].Any(a => header.BaseOffset >= a.FirstOffset && header.BaseOffset <= a.LastOffset);
}
