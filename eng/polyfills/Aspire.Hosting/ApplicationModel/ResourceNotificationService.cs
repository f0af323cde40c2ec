using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    public IResource Resource { get; } = resource;

    public string ResourceId { get; } = resourceId;

    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}

/// <summary>Options of the waits between resources.</summary>
public sealed class ResourceNotificationServiceOptions
{
    /// <summary>What a resource does whose dependency has failed: wait on (the dependency may be restarted), or fail too.</summary>
    public WaitBehavior DefaultWaitBehavior { get; set; } = WaitBehavior.StopOnResourceUnavailable;
}

/// <summary>Holds the state of every resource instance and tells whoever watches of each change.</summary>
public class ResourceNotificationService : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ResourceEvent> states = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> watchers = [];
    private readonly ConcurrentDictionary<IResource, TaskCompletionSource> ready = new();
    private readonly IServiceProvider services;
    private readonly WaitBehavior defaultWaitBehavior;
    private readonly TimeProvider time;

    internal ResourceNotificationService(IServiceProvider services, ResourceNotificationServiceOptions options, TimeProvider time)
        => (this.services, defaultWaitBehavior, this.time) = (services, options.DefaultWaitBehavior, time);

    /// <summary>The ids of the instances of a resource, known once the application starts.</summary>
    internal Func<IResource, IReadOnlyList<string>> InstancesOf { get; set; } = resource => [resource.Name];

    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = Find(resourceId) is [var only] ? only : null;
        return resourceEvent is not null;
    }

    /// <summary>Changes the state of all instances of a resource.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var id in InstancesOf(resource))
        {
            await PublishUpdateAsync(resource, id, stateFactory);
        }
    }

    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (gate)
        {
            var previous = states.TryGetValue(resourceId, out var current) ? current.Snapshot : Initial(resource);
            var next = stateFactory(previous);
            if (next.State?.Text == KnownResourceStates.Running && previous.State?.Text != KnownResourceStates.Running)
            {
                next = next with { StartTimeStamp = time.GetUtcNow().UtcDateTime, StopTimeStamp = null, HealthReports = PendingReports(resource) };
            }
            else if (next.State?.Text is { } text && KnownResourceStates.TerminalStates.Contains(text) && previous.State?.Text != text)
            {
                next = next with { StopTimeStamp = time.GetUtcNow().UtcDateTime };
            }
            next = next with { Commands = Commands(resource, next) };
            ResourceEvent update = new(resource, resourceId, next);
            states[resourceId] = update;
            watchers.ForEach(w => w.Writer.TryWrite(update));
        }
        return Task.CompletedTask;
    }

    /// <summary>The current state of every instance, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (gate)
        {
            foreach (var state in states.Values)
            {
                channel.Writer.TryWrite(state);
            }
            watchers.Add(channel);
        }
        try
        {
            await foreach (var update in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return update;
            }
        }
        finally
        {
            lock (gate)
            {
                watchers.Remove(channel);
            }
        }
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        string[] wanted = [.. targetStates];
        var found = await WaitForResourceAsync(resourceName, e => e.Snapshot.State is { } state && wanted.Contains(state.Text, StringComparer.OrdinalIgnoreCase), cancellationToken);
        return found.Snapshot.State!.Text;
    }

    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var update in WatchAsync(cancellationToken))
        {
            if (IsNamed(update, resourceName) && predicate(update))
            {
                return update;
            }
        }
        throw new OperationCanceledException($"The application stopped before resource '{resourceName}' reached the state waited for.", cancellationToken);
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
        => WaitForResourceHealthyAsync(resourceName, defaultWaitBehavior, cancellationToken);

    /// <exception cref="DistributedApplicationException">The resource ended, and the behaviour is not to wait on.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var found = await WaitForResourceAsync(
            resourceName,
            e => e.Snapshot.HealthStatus == HealthStatus.Healthy || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && IsUnavailable(e.Snapshot)),
            cancellationToken);
        if (found.Snapshot.HealthStatus != HealthStatus.Healthy)
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because {Outcome(found.Snapshot)}.");
        }
        await Ready(found.Resource).Task.WaitAsync(cancellationToken);
        return found;
    }

    /// <summary>Waits for all that <paramref name="resource"/> was told to wait for.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        WaitAnnotation[] waits = [.. resource.Annotations.OfType<WaitAnnotation>()];
        if (waits.Length == 0)
        {
            return;
        }
        await PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Waiting });
        await Task.WhenAll(waits.Select(wait => WaitForDependencyAsync(wait, cancellationToken)));
    }

    public void Dispose()
    {
        lock (gate)
        {
            watchers.ForEach(w => w.Writer.TryComplete());
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>The instances that an id (one) or a resource's name (all of its) means.</summary>
    internal IReadOnlyList<ResourceEvent> Find(string resourceIdOrName)
    {
        lock (gate)
        {
            return states.TryGetValue(resourceIdOrName, out var exact)
                ? [exact]
                : [.. states.Values.Where(s => string.Equals(s.Resource.Name, resourceIdOrName, StringComparison.OrdinalIgnoreCase))];
        }
    }

    internal IReadOnlyList<ResourceEvent> All()
    {
        lock (gate)
        {
            return [.. states.Values];
        }
    }

    internal void SetHealth(IResource resource, string resourceId, ImmutableArray<HealthReportSnapshot> reports)
        => _ = PublishUpdateAsync(resource, resourceId, s => s.State?.Text == KnownResourceStates.Running ? s with { HealthReports = reports } : s);

    /// <summary>Completes when the subscribers of ResourceReadyEvent have run.</summary>
    internal TaskCompletionSource Ready(IResource resource) => ready.GetOrAdd(resource, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    internal static ImmutableArray<HealthReportSnapshot> PendingReports(IResource resource)
        => [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key).Distinct(StringComparer.Ordinal).Select(key => new HealthReportSnapshot(key, null, null, null))];

    internal static string Outcome(CustomResourceSnapshot snapshot)
        => $"it is in state '{snapshot.State?.Text}'" + (snapshot.ExitCode is { } code ? $" with exit code {code}" : "");

    private static bool IsNamed(ResourceEvent update, string name)
        => string.Equals(update.Resource.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(update.ResourceId, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsUnavailable(CustomResourceSnapshot snapshot)
        => snapshot.State?.Text is { } text && (KnownResourceStates.TerminalStates.Contains(text) || text == KnownResourceStates.RuntimeUnhealthy);

    private async Task WaitForDependencyAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? defaultWaitBehavior;
        await Task.WhenAll(InstancesOf(wait.Resource).Select(id => WaitForInstanceAsync(wait, id, behavior, cancellationToken)));
        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            await Ready(wait.Resource).Task.WaitAsync(cancellationToken);
        }
    }

    private async Task WaitForInstanceAsync(WaitAnnotation wait, string resourceId, WaitBehavior behavior, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        var state = (await WaitForResourceAsync(resourceId, e => IsMet(e.Snapshot) || HasFailed(e.Snapshot), cancellationToken)).Snapshot;
        if (wait.WaitType == WaitType.WaitForCompletion && IsMet(state) && state.ExitCode is { } code && code != wait.ExitCode)
        {
            throw new DistributedApplicationException($"Resource '{name}' was expected to finish with exit code {wait.ExitCode} but finished with {code}.");
        }
        if (!IsMet(state))
        {
            throw new DistributedApplicationException($"Dependency '{name}' has failed: {Outcome(state)}.");
        }

        bool IsMet(CustomResourceSnapshot s) => wait.WaitType switch
        {
            WaitType.WaitForCompletion => s.State?.Text == KnownResourceStates.Finished || s.State?.Text == KnownResourceStates.Exited,
            WaitType.WaitUntilStarted => s.State?.Text == KnownResourceStates.Running,
            _ => s.HealthStatus == HealthStatus.Healthy,
        };

        bool HasFailed(CustomResourceSnapshot s)
            => behavior == WaitBehavior.StopOnResourceUnavailable && !IsMet(s) && IsUnavailable(s);
    }

    private CustomResourceSnapshot Initial(IResource resource)
    {
        var snapshot = resource.Annotations.OfType<ResourceSnapshotAnnotation>().LastOrDefault()?.InitialSnapshot
            ?? new CustomResourceSnapshot { ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), Properties = [] };
        var icon = resource.Annotations.OfType<ResourceIconAnnotation>().LastOrDefault();
        return snapshot with
        {
            CreationTimeStamp = snapshot.CreationTimeStamp ?? time.GetUtcNow().UtcDateTime,
            Relationships = snapshot.Relationships.IsEmpty ? RelationshipsOf(resource) : snapshot.Relationships,
            IsHidden = snapshot.IsHidden || resource.Annotations.OfType<HiddenAnnotation>().Any(),
            IconName = icon?.IconName ?? snapshot.IconName,
            IconVariant = icon?.IconVariant ?? snapshot.IconVariant,
        };
    }

    private static ImmutableArray<RelationshipSnapshot> RelationshipsOf(IResource resource)
    {
        var declared = resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(a => new RelationshipSnapshot(a.Resource.Name, a.Type));
        var parent = resource is IResourceWithParent child ? [new RelationshipSnapshot(child.Parent.Name, KnownRelationshipTypes.Parent)] : Array.Empty<RelationshipSnapshot>();
        return [.. declared.Concat(parent).Distinct()];
    }

    private ImmutableArray<ResourceCommandSnapshot> Commands(IResource resource, CustomResourceSnapshot snapshot)
        => [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
            command.Name, command.UpdateState(new() { ResourceSnapshot = snapshot, Services = services }), command.DisplayName, command.DisplayDescription,
            command.Parameter, command.ConfirmationMessage, command.IconName, command.IconVariant, command.IsHighlighted))];
}
