using System.Buffers.Binary;
using EventAi.Emulators.Kafka;
using EventAi.Emulators.Kafka.State;

namespace EventAi.Emulators.Tests.Kafka;

public sealed class PartitionLogTests : IDisposable
{
    private const int Records = 10;
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-kafka-").FullName;
    private readonly List<string> _warnings = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(200)]
    public void Open_TornTail_IsCutOffAndTheRestStays(int torn)
    {
        var log = Open();
        Append(log, 5);
        var path = Assert.Single(Directory.GetFiles(_directory, "*.log"));
        var whole = new FileInfo(path).Length;
        File.AppendAllBytes(path, Batch(500)[..torn]);

        var again = Open();
        Assert.Equal(5 * Records, again.EndOffset);
        Assert.Equal(whole, new FileInfo(path).Length);
        Assert.Single(_warnings);
        Assert.Equal(KafkaError.None, again.Append(Batch(100)).Error);
        Assert.Equal(6 * Records, again.EndOffset);
    }

    [Fact]
    public void Open_DamagedLastBatch_IsCutOff()
    {
        var log = Open();
        Append(log, 5);
        var path = Assert.Single(Directory.GetFiles(_directory, "*.log"));
        using (var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Seek(-1, SeekOrigin.End);
            var last = file.ReadByte();
            file.Seek(-1, SeekOrigin.End);
            file.WriteByte((byte)~last);
        }

        Assert.Equal(4 * Records, Open().EndOffset);
    }

    [Fact]
    public void Segments_RolledAndReopened_GiveEveryBatchAtEveryOffset()
    {
        var log = Open(segmentBytes: 4096);
        Append(log, 200);
        Assert.True(log.Segments.Count > 10);
        AssertReadable(log, 200);
        log.Close();

        // Cleanly closed: from the saved indexes. Then without them: from scans.
        var again = Open(segmentBytes: 4096);
        AssertReadable(again, 200);
        again.Close();
        foreach (var index in Directory.GetFiles(_directory, "*.index"))
        {
            File.Delete(index);
        }

        AssertReadable(Open(segmentBytes: 4096), 200);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void FindByTimestamp_AcrossSegments_IsExact()
    {
        var log = Open(segmentBytes: 4096);
        Append(log, 100);
        for (var record = 0; record < 100 * Records; record += 37)
        {
            Assert.Equal((record, (long)record * 10), log.FindByTimestamp(record * 10));
            Assert.Equal(record, log.FindByTimestamp((record * 10) - 9)!.Value.Offset);
        }

        Assert.Null(log.FindByTimestamp((100 * Records * 10) + 1));
        Assert.Equal(((100 * Records) - 1, ((100 * Records) - 1) * 10L), log.FindMaxTimestamp());
    }

    [Fact]
    public void Producer_SentAgainAfterReopening_IsADuplicateAndAGapIsRefused()
    {
        var log = Open();
        Assert.Equal(0, log.Append(Batch(100, producer: 7, sequence: 0)).BaseOffset);
        Assert.Equal(10, log.Append(Batch(100, producer: 7, sequence: 10)).BaseOffset);

        foreach (var clean in new[] { false, true })
        {
            if (clean)
            {
                log.Close();
            }

            log = Open();
            Assert.Equal((KafkaError.None, 10), Result(log.Append(Batch(100, producer: 7, sequence: 10))));
            Assert.Equal(KafkaError.OutOfOrderSequenceNumber, log.Append(Batch(100, producer: 7, sequence: 30)).Error);
            Assert.Equal(20, log.EndOffset);
        }

        Assert.Equal((KafkaError.None, 20), Result(log.Append(Batch(100, producer: 7, sequence: 20))));
        Assert.Equal((KafkaError.None, 30), Result(log.Append(Batch(100, producer: 7, sequence: 0, epoch: 1))));
        Assert.Equal(KafkaError.InvalidProducerEpoch, log.Append(Batch(100, producer: 7, sequence: 30)).Error);
    }

    [Fact]
    public void Append_DamagedBatch_IsCorrupt()
    {
        var batch = Batch(100);
        batch[^1] ^= 1;
        Assert.Equal(KafkaError.CorruptMessage, Open().Append(batch).Error);
    }

    [Fact]
    public void Retention_BySize_DropsTheOldestSegmentsAndMovesTheStart()
    {
        var log = Open(segmentBytes: 4096, new() { ["retention.bytes"] = "10000" });
        Append(log, 100);
        Assert.True(log.ApplyRetention() > 0);
        Assert.InRange(log.Bytes, 10_000, 10_000 + 4096);
        Assert.True(log.StartOffset > 0);
        Assert.Equal(KafkaError.OffsetOutOfRange, log.Read(0, 1000, wholeFirst: true).Error);
        Assert.NotNull(log.Read(log.StartOffset, 1000, wholeFirst: true).Slice);
    }

    [Fact]
    public void Retention_ByAge_DropsWhatIsOlder()
    {
        var log = Open(segmentBytes: 4096, new() { ["retention.ms"] = "3600000" });
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(KafkaError.None, log.Append(Batch(100, firstTimestamp: i < 50 ? now - 7_200_000 : now)).Error);
        }

        Assert.True(log.ApplyRetention() > 0);
        Assert.InRange(log.StartOffset, 1, 50 * Records);
        Assert.True(log.FindByTimestamp(0)!.Value.Timestamp >= now - 7_200_000);
        Assert.Equal(100 * Records, log.EndOffset);
    }

    [Fact]
    public void DeleteBefore_MiddleOfASegment_IsKeptOverAReopening()
    {
        var log = Open(segmentBytes: 4096);
        Append(log, 100);
        Assert.Equal(KafkaError.None, log.DeleteBefore(503));
        Assert.Equal(KafkaError.OffsetOutOfRange, log.DeleteBefore((100 * Records) + 1));
        foreach (var again in new[] { log, Open(segmentBytes: 4096) })
        {
            Assert.Equal(503, again.StartOffset);
            Assert.Equal(KafkaError.OffsetOutOfRange, again.Read(502, 1000, wholeFirst: true).Error);
            Assert.NotNull(again.Read(503, 1000, wholeFirst: true).Slice);
            Assert.True(again.Segments[0].BaseOffset > 0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Open_SwapInterrupted_HasTheCleanedSegmentOnly(bool oldOnesGone)
    {
        var log = Open(segmentBytes: 4096);
        Append(log, 100);
        var (first, third) = (log.Segments[0], log.Segments[2]);
        log.Close();
        var swap = Path.Combine(_directory, $"{0:D20}-{third.BaseOffset:D20}.swap");
        File.Copy(first.LogPath, swap);
        if (oldOnesGone)
        {
            File.Delete(first.LogPath);
        }

        var again = Open(segmentBytes: 4096);
        Assert.False(File.Exists(swap));
        Assert.Equal([0, third.BaseOffset], again.Segments.Take(2).Select(s => s.BaseOffset));
        Assert.Equal(100 * Records, again.EndOffset);
        var hole = again.Read(third.BaseOffset - 1, 1, wholeFirst: true).Slice!;
        var bytes = new byte[hole.Length];
        hole.Read(0, bytes);
        Assert.Equal(third.BaseOffset, new BatchHeader(bytes).BaseOffset);
    }

    [Fact]
    public void Slice_OfADeletedLog_StaysReadable()
    {
        var log = Open();
        Append(log, 1);
        var slice = log.Read(0, 1000, wholeFirst: true).Slice!;
        log.Delete();
        Directory.CreateDirectory(_directory);
        var bytes = new byte[slice.Length];
        slice.Read(0, bytes);
        Assert.Equal(Records, new BatchHeader(bytes).RecordCount);
        Assert.Equal(KafkaError.UnknownTopicOrPartition, log.Append(Batch(10)).Error);
    }

    private static (KafkaError, long) Result(AppendResult result) => (result.Error, result.BaseOffset);

    private PartitionLog Open(int segmentBytes = 1 << 20, Dictionary<string, string>? config = null) =>
        LogRecovery.Open(_directory, new TopicConfig(new KafkaOptions { SegmentBytes = segmentBytes, RetentionMs = -1 }, config ?? []), TimeProvider.System, _warnings.Add);

    private static void Append(PartitionLog log, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            Assert.Equal(KafkaError.None, log.Append(Batch(100, firstTimestamp: log.EndOffset * 10)).Error);
        }
    }

    private static void AssertReadable(PartitionLog log, int batches)
    {
        for (var offset = 0; offset < batches * Records; offset += 3)
        {
            var slice = log.Read(offset, 1, wholeFirst: true).Slice!;
            var bytes = new byte[slice.Length];
            slice.Read(0, bytes);
            var header = new BatchHeader(bytes);
            Assert.InRange(offset, header.BaseOffset, header.LastOffset);
            Assert.Equal(header.TotalBytes, bytes.Length);
            Assert.True(header.ChecksumMatches(bytes));
            Assert.Null(log.Read(offset, 1, wholeFirst: false).Slice);
        }

        Assert.Null(log.Read(batches * Records, 1000, wholeFirst: true).Slice);
    }

    /// <summary>A batch of ten records, ten milliseconds apart, whose values together have about the given size.</summary>
    private static byte[] Batch(int size, long producer = -1, int sequence = -1, short epoch = 0, long firstTimestamp = 0)
    {
        var records = new MemoryStream();
        for (var i = 0; i < Records; i++)
        {
            byte[] body = [0, (byte)(i * 10 * 2 & 0x7F | (i * 20 > 127 ? 0x80 : 0)), .. i * 20 > 127 ? new[] { (byte)(i * 20 >> 7) } : [], (byte)(i * 2), 1, (byte)(size / Records * 2), .. new byte[size / Records], 0];
            records.Write([(byte)(body.Length * 2 & 0x7F | (body.Length * 2 > 127 ? 0x80 : 0)), .. body.Length * 2 > 127 ? new[] { (byte)(body.Length * 2 >> 7) } : [], .. body]);
        }

        var batch = new byte[BatchHeader.Size + records.Length];
        records.ToArray().CopyTo(batch, BatchHeader.Size);
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(8), batch.Length - BatchHeader.Overhead);
        batch[16] = 2;
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(23), Records - 1);
        BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(27), firstTimestamp);
        BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(35), firstTimestamp + ((Records - 1) * 10));
        BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(43), producer);
        BinaryPrimitives.WriteInt16BigEndian(batch.AsSpan(51), producer < 0 ? (short)-1 : epoch);
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(53), sequence);
        BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(57), Records);
        BinaryPrimitives.WriteUInt32BigEndian(batch.AsSpan(17), Crc32C.Compute(batch.AsSpan(21)));
        return batch;
    }
}
