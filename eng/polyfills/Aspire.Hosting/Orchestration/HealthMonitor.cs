using System.Collections.Concurrent;
using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Runs the health checks of every resource instance as long as it runs: often until it is healthy, seldom from then on.
/// The first time it is healthy it publishes ResourceReadyEvent.
/// </summary>
internal sealed partial class HealthMonitor(
    ResourceNotificationService notifications, HealthCheckService checks, IDistributedApplicationEventing eventing,
    IServiceProvider services, TimeProvider time, ILogger<HealthMonitor> logger)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<IResource, Lazy<Task>> readied = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var update in notifications.WatchAsync(cancellationToken))
        {
            if (update.Snapshot.State?.Text == KnownResourceStates.Running)
            {
                if (!running.ContainsKey(update.ResourceId))
                {
                    var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                    running[update.ResourceId] = stop;
                    _ = WatchAsync(update.Resource, update.ResourceId, stop.Token);
                }
            }
            else if (running.TryRemove(update.ResourceId, out var stop))
            {
                await stop.CancelAsync();
                stop.Dispose();
            }
        }
    }

    private async Task WatchAsync(IResource resource, string resourceId, CancellationToken cancellationToken)
    {
        try
        {
            string[] keys = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key).Distinct(StringComparer.Ordinal)];
            if (keys.Length == 0)
            {
                await ReadyAsync(resource, cancellationToken);
                return;
            }
            var delay = First;
            while (true)
            {
                var reports = await CheckAsync(keys, cancellationToken);
                notifications.SetHealth(resource, resourceId, reports);
                if (reports.All(r => r.Status == HealthStatus.Healthy))
                {
                    delay = Healthy;
                    await ReadyAsync(resource, cancellationToken);
                }
                else
                {
                    delay = delay >= Healthy ? First : delay * 1.5 < Longest ? delay * 1.5 : Longest;
                }
                await Task.Delay(delay, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the resource has stopped
        }
        catch (Exception exception)
        {
            Failed(logger, resourceId, exception);
        }
    }

    private async Task<ImmutableArray<HealthReportSnapshot>> CheckAsync(string[] keys, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name, StringComparer.Ordinal), cancellationToken);
        var at = time.GetUtcNow().UtcDateTime;
        return [.. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
            ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.ToString()) { LastRunAt = at }
            : new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"There is no health check '{key}'.", null) { LastRunAt = at })];
    }

    private async Task ReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        // Once for a resource, however many replicas it has and however often it is restarted.
        await readied.GetOrAdd(resource, r => new(() => PublishAsync(r))).Value.WaitAsync(cancellationToken);

        async Task PublishAsync(IResource ready)
        {
            try
            {
                await eventing.PublishAsync(new ResourceReadyEvent(ready, services), cancellationToken);
                notifications.Ready(ready).TrySetResult();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                notifications.Ready(ready).TrySetException(exception);
                Failed(logger, ready.Name, exception);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Following the health of {Resource} has failed")]
    private static partial void Failed(ILogger logger, string resource, Exception exception);
}
