using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// What the person who runs the application reads: where things are, when all is well, and what has failed with its last
/// words. Everything else is in the dashboard.
/// </summary>
internal sealed class ConsoleReporter(
    DistributedApplicationModel model, DistributedApplicationOptions options, ResourceNotificationService notifications,
    ResourceLoggerService loggers, TimeProvider time)
{
    private const int LastLines = 15;

    private readonly Dictionary<string, string> shown = new(StringComparer.Ordinal);
    private long started;

    public void Start(CancellationToken cancellationToken)
    {
        started = time.GetTimestamp();
        if (!options.EnableResourceLogging)
        {
            _ = ReportAsync(cancellationToken);
        }
    }

    public void Say(string line)
    {
        if (!options.EnableResourceLogging)
        {
            Console.Out.WriteLine(line);
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        var healthy = false;
        try
        {
            await foreach (var update in notifications.WatchAsync(cancellationToken))
            {
                if (update.Resource is DashboardResource)
                {
                    continue;
                }
                ReportAddresses(update);
                ReportFailure(update);
                if (!healthy && AllHealthy())
                {
                    healthy = true;
                    Say($"all resources healthy in {time.GetElapsedTime(started).TotalSeconds:0.0} s");
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // the application stops
        }
    }

    private void ReportAddresses(ResourceEvent update)
    {
        var urls = update.Snapshot.Urls.Where(u => !u.IsInactive && !u.IsInternal).Select(u => u.Url).ToArray();
        if (update.Snapshot.State?.Text == KnownResourceStates.Running && urls.Length > 0 && shown.TryAdd($"{update.Resource.Name} addresses", ""))
        {
            Say($"  {update.Resource.Name,-20} {string.Join("  ", urls)}");
        }
    }

    private void ReportFailure(ResourceEvent update)
    {
        var (snapshot, id) = (update.Snapshot, update.ResourceId);
        var failed = snapshot.State?.Text == KnownResourceStates.FailedToStart || snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy
            || (snapshot.State?.Text == KnownResourceStates.Finished && snapshot.ExitCode is not (null or 0));
        if (!failed)
        {
            shown.Remove($"{id} failure");
            return;
        }
        if (!shown.TryAdd($"{id} failure", ""))
        {
            return;
        }
        Say($"error: {update.Resource.Name}: {ResourceNotificationService.Outcome(snapshot)[3..]}");
        foreach (var line in loggers.Tail(id, LastLines))
        {
            Say($"  | {line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..]}");
        }
    }

    private bool AllHealthy()
    {
        var states = notifications.All();
        return model.Resources.Where(r => !r.HasAnnotationOfType<ExplicitStartupAnnotation>() && r is (ProjectResource or ExecutableResource or ContainerResource) and not DashboardResource)
            .All(r => states.Where(s => s.Resource == r).ToArray() is { Length: > 0 } own
                && own.All(s => s.Snapshot.HealthStatus == HealthStatus.Healthy || s.Snapshot is { ExitCode: 0 }));
    }
}
