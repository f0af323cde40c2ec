using System.Collections.Concurrent;

namespace EventAi.Emulators.Aws.S3.State;

/// <summary>All buckets.</summary>
internal sealed class S3State
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private long _sequence;

    public S3State(DataDirectory data, TimeProvider time, ILogger<S3State> logger)
    {
        _time = time;
        Files = data.Path is null ? new MemoryFiles() : new DiskFiles(Path.Combine(data.Path, "s3"), logger);
        var started = time.GetTimestamp();
        var objects = 0;
        // Deletions leave no trace, so the past's highest number may be unknown; the clock is ahead of any.
        _sequence = time.GetUtcNow().ToUnixTimeMilliseconds() << 12;
        foreach (var kept in Files.Load())
        {
            _buckets[kept.Bucket.Name] = new Bucket(kept, Files);
            objects += kept.Objects.Count;
            _sequence = kept.Objects.Aggregate(_sequence, static (highest, entry) => Math.Max(highest, entry.Sequence));
        }
        if (data.Path is not null)
        {
            AwsLog.BucketsRead(logger, _buckets.Count, objects, time.GetElapsedTime(started));
        }
    }

    public IObjectFiles Files { get; }

    /// <summary>In the order of names.</summary>
    public IReadOnlyList<Bucket> Buckets => [.. _buckets.Values.OrderBy(static bucket => bucket.Info.Name, StringComparer.Ordinal)];

    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    /// <returns>The bucket, and whether it is new.</returns>
    public (Bucket Bucket, bool Created) Create(string name, string region, string owner)
    {
        lock (_gate)
        {
            if (_buckets.TryGetValue(name, out var existing))
            {
                return (existing, false);
            }
            var info = new BucketInfo(name, region, Now()) { Owner = owner };
            Files.SaveBucket(info);
            return (_buckets[name] = new Bucket(new KeptBucket(info, [], []), Files), true);
        }
    }

    /// <returns>Null where there is no such bucket, else whether it was empty and is gone.</returns>
    public bool? Delete(string name)
    {
        lock (_gate)
        {
            if (!_buckets.TryGetValue(name, out var bucket))
            {
                return null;
            }
            return bucket.TryDelete() && _buckets.TryRemove(name, out _);
        }
    }

    /// <summary>Higher than every one before, also after a restart.</summary>
    public long NextSequence() => Interlocked.Increment(ref _sequence);

    /// <summary>To the millisecond and finer, for what must not last a second longer than it should.</summary>
    public DateTimeOffset ExactNow() => _time.GetUtcNow();

    /// <summary>Whole seconds.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
}
