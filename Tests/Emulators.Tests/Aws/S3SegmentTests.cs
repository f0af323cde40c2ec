using EventAi.Emulators.Aws.Checksums;
using EventAi.Emulators.Aws.S3.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAi.Emulators.Tests.Aws;

/// <summary>
/// The files of small objects. Every write is in the file when it returns, so a copy of the directory is what a kill at that moment leaves, and a copy
/// whose last file ends too early is what a kill within a write leaves.
/// </summary>
public sealed class S3SegmentTests : IDisposable
{
    private const int SegmentBytes = 8 * 1024;
    private readonly string _directory = Directory.CreateTempSubdirectory("eventai-segments-").FullName;
    private long _sequence;

    private string Live => Path.Combine(_directory, "live");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Load_KilledAnywhere_HasWhatWasAcknowledged(int seed)
    {
        var random = new Random(seed);
        var log = NewLog(Live);
        var expected = new Dictionary<string, (ObjectInfo Info, byte[] Content)>(StringComparer.Ordinal);
        for (var i = 0; i < 3000; i++)
        {
            var key = $"key-{random.Next(20)}";
            var before = expected.GetValueOrDefault(key).Info;
            if (before is not null && random.Next(4) == 0)
            {
                log.Remove(before);
                expected.Remove(key);
            }
            else
            {
                var content = new byte[random.Next(400)];
                random.NextBytes(content);
                var info = NewInfo(key, content.Length);
                log.Put(info, content, before);
                expected[key] = (info, content);
            }
            if (i % 50 == 0)
            {
                AssertHas(expected, Copy(cut: 0));
            }
        }
        await log.Removals;
        Assert.InRange(log.Bytes.All, log.Bytes.Living, log.Bytes.Living + Math.Max(log.Bytes.Living, SegmentBytes) + (4 * SegmentBytes));
        Assert.Equal(log.Bytes.All, Directory.GetFiles(Live).Sum(static file => new FileInfo(file).Length));
        AssertHas(expected, Live);
        // What was read goes on to be written, and cleaned.
        var again = NewLog(Live);
        foreach (var info in again.Load().ToList())
        {
            again.Remove(info);
        }
        await again.Removals;
        Assert.Empty(NewLog(Live).Load());
    }

    [Fact]
    public void Load_KilledWithinAWrite_HasAllButThatWrite()
    {
        var log = NewLog(Live);
        var (first, second) = (NewInfo("a", 100), NewInfo("a", 200));
        log.Put(first, new byte[100], replaced: null);
        var whole = new FileInfo(Assert.Single(Directory.GetFiles(Live))).Length;
        log.Put(second, new byte[200], first);
        var written = new FileInfo(Assert.Single(Directory.GetFiles(Live))).Length - whole;
        for (var cut = 1; cut <= written; cut += 7)
        {
            var copy = Copy((int)cut);
            var reading = NewLog(copy);
            Assert.Equal(100, Assert.Single(reading.Load()).Size);
            // The next write takes the place of the half one, and is there after another start.
            reading.Put(NewInfo("b", 1), [7], replaced: null);
            Assert.Equal(2, NewLog(copy).Load().Count());
            Assert.Equal(cut < written, Directory.GetFiles(copy, "*.damaged-*").Length == 1);
        }
    }

    [Fact]
    public void Load_OneRecordDamaged_HasTheOthers()
    {
        var log = NewLog(Live);
        foreach (var key in (string[])["a", "b", "c"])
        {
            log.Put(NewInfo(key, 100), new byte[100], replaced: null);
        }
        var path = Assert.Single(Directory.GetFiles(Live));
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(["a", "c"], NewLog(Live).Load().Select(static info => info.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Open_FileCleanedMeanwhile_IsReadToItsEnd()
    {
        var log = NewLog(Live);
        var kept = NewInfo("kept", 3);
        log.Put(kept, [1, 2, 3], replaced: null);
        await using var reading = log.Open(kept);
        var first = Assert.Single(Directory.GetFiles(Live));
        ObjectInfo? before = null;
        for (var i = 0; i < 200 && File.Exists(first); i++)
        {
            var info = NewInfo("replaced", 1000);
            log.Put(info, new byte[1000], before);
            before = info;
            await log.Removals;
        }
        Assert.False(File.Exists(first));
        Assert.Equal([1, 2, 3], Read(reading));
        await using var copied = log.Open(kept);
        Assert.Equal([1, 2, 3], Read(copied));
    }

    private static SegmentLog NewLog(string directory) => new(directory, NullLogger.Instance, SegmentBytes);

    private static byte[] Read(Stream stream)
    {
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static void AssertHas(Dictionary<string, (ObjectInfo Info, byte[] Content)> expected, string directory)
    {
        var log = NewLog(directory);
        var found = log.Load().ToDictionary(static info => info.Key, StringComparer.Ordinal);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, (info, content)) in expected)
        {
            Assert.Equal(info.Sequence, found[key].Sequence);
            using var stream = log.Open(found[key]);
            Assert.Equal(content, Read(stream));
        }
    }

    /// <param name="cut">Bytes that the last file lacks.</param>
    private string Copy(int cut)
    {
        var copy = Directory.CreateDirectory(Path.Combine(_directory, Guid.NewGuid().ToString("N"))).FullName;
        // The newest first, as the oldest go first: a copy of what was cleaned without what came after it is nothing that a kill leaves.
        foreach (var file in Directory.GetFiles(Live).OrderDescending(StringComparer.Ordinal))
        {
            try
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
            catch (FileNotFoundException)
            {
                // cleaned since it was listed
            }
        }
        using var last = File.OpenWrite(Directory.GetFiles(copy).Max(StringComparer.Ordinal)!);
        last.SetLength(last.Length - cut);
        return copy;
    }

    private ObjectInfo NewInfo(string key, int size) => new()
    {
        Key = key,
        Size = size,
        ETag = "0",
        LastModified = DateTimeOffset.UnixEpoch,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal),
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal),
        ChecksumAlgorithm = ChecksumAlgorithm.Crc32,
        Checksum = "",
        Sequence = ++_sequence,
    };
}
