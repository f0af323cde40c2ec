using EventAi.Emulators.Aws.S3.State;

namespace EventAi.Emulators.Aws.S3.Lifecycle;

/// <summary>
/// Applies the lifecycle rules of all buckets, every ten minutes. A time in days ends at the next midnight UTC after it is over, as in S3.
/// </summary>
internal sealed class LifecycleWorker(S3State state, TimeProvider time, ILogger<LifecycleWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Run();
            }
        }
        catch (OperationCanceledException)
        {
            // The endpoint stops.
        }
    }

    /// <summary>One pass over everything.</summary>
    public void Run()
    {
        foreach (var bucket in state.Buckets.Where(static bucket => bucket.Info.Documents.ContainsKey("lifecycle")))
        {
            try
            {
                var removed = LifecycleRules.Parse(bucket.Info.Documents["lifecycle"]).Sum(rule => Apply(bucket, rule));
                if (removed > 0)
                {
                    AwsLog.Expired(logger, bucket.Info.Name, removed);
                }
            }
            catch (IOException exception)
            {
                AwsLog.LifecycleFailed(logger, bucket.Info.Name, exception.Message);
            }
        }
    }

    private static bool IsOver(DateTimeOffset since, int days, DateTimeOffset now)
        => now >= LifecycleRule.MidnightAfter(since, days);

    private int Apply(Bucket bucket, LifecycleRule rule)
    {
        var (now, removed) = (time.GetUtcNow(), 0);
        foreach (var versions in bucket.AllVersions())
        {
            var newest = versions[0];
            if (newest.IsDeleteMarker)
            {
                var alone = versions.Count == 1 && newest.Key.StartsWith(rule.Prefix, StringComparison.Ordinal);
                removed += alone && (rule.ExpiredDeleteMarkers || rule.ExpirationDays is not null) ? Delete(bucket, newest.Key, newest.VersionId) : 0;
            }
            else if (rule.Covers(newest) && ((rule.ExpirationDays is { } days && IsOver(newest.LastModified, days, now)) || rule.ExpirationDate <= now))
            {
                removed += Delete(bucket, newest.Key, versionId: null);
            }
            if (rule.NoncurrentDays is { } noncurrent)
            {
                // A version is noncurrent since the next one was written.
                removed += versions.Select((version, i) => (Version: version, Since: i == 0 ? now : versions[i - 1].LastModified)).Skip(1 + rule.NoncurrentKept)
                    .Where(entry => rule.Covers(entry.Version) && IsOver(entry.Since, noncurrent, now))
                    .Sum(entry => Delete(bucket, entry.Version.Key, entry.Version.VersionId));
            }
        }
        if (rule.AbortUploadsAfterDays is { } abort)
        {
            removed += bucket.Uploads.Count(upload => upload.Key.StartsWith(rule.Prefix, StringComparison.Ordinal) && IsOver(upload.Initiated, abort, now) && bucket.EndUpload(upload.Id));
        }
        return removed;
    }

    private int Delete(Bucket bucket, string key, string? versionId) =>
        bucket.Delete(key, versionId, ifMatch: null, () => ObjectInfo.DeleteMarker(key, state.Now(), state.NextSequence()), kept => kept.Protects(time.GetUtcNow(), bypassGovernance: false)) is { Removed: null, Marker: null } ? 0 : 1;
}
