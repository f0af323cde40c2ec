using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Brings the resources up in the order of their waits, keeps track of them, and takes all of them down.</summary>
internal sealed partial class ApplicationOrchestrator(
    DistributedApplicationModel model, DistributedApplicationOptions options, DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing, ResourceNotificationService notifications, ResourceLoggerService loggers,
    ProcessLauncher launcher, PortAllocator ports, HealthMonitor health, DashboardHost dashboard, ConsoleReporter reporter,
    IServiceProvider services, IConfiguration configuration, TimeProvider time) : IHostedService, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stop = new();
    private readonly Dictionary<IResource, ResourceInstance[]> instances = [];
    private readonly EndpointAllocation endpoints = new(ports, string.Equals(configuration["DcpPublisher:RandomizePorts"], "true", StringComparison.OrdinalIgnoreCase));
    private readonly Lock stopGate = new();
    private Task? stopping;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken);
            loggers.Directory = configuration["ResourceLogs:Directory"] ?? DefaultLogDirectory();
            dashboard.AddTo(model);
            foreach (var resource in model.Resources)
            {
                instances[resource] = Instances(resource);
            }
            notifications.InstancesOf = IdsOf;
            loggers.InstancesOf = IdsOf;
            loggers.FileNameOf = FileNameOf;
            Check();
            foreach (var (resource, replicas) in instances)
            {
                endpoints.Allocate(resource, replicas);
            }
            _ = health.RunAsync(stop.Token);
            reporter.Start(stop.Token);
            await dashboard.StartAsync(cancellationToken);
            foreach (var resource in model.Resources)
            {
                await AnnounceAsync(resource, cancellationToken);
            }
            foreach (var resource in model.Resources)
            {
                _ = RunAsync(resource);
            }
            await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken);
        }
        catch
        {
            await StopAsync(CancellationToken.None);
            throw;
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (stopGate)
        {
            return stopping ??= StopAllAsync();
        }
    }

    // A host that is disposed without having been stopped (a failed test) leaves nothing behind either.
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    public void Dispose() => StopAsync(CancellationToken.None).Wait(Grace + TimeSpan.FromSeconds(5));

    private string[] IdsOf(IResource resource) => instances.TryGetValue(resource, out var found) && IsProcess(resource) ? [.. found.Select(i => i.Id)] : [resource.Name];

    // A log is found again under its resource's name, whatever id the instance has this time.
    private string FileNameOf(string id)
    {
        var replicas = instances.Values.FirstOrDefault(r => r.Any(i => i.Id == id));
        return replicas is null ? id : replicas.Length == 1 ? replicas[0].Resource.Name : $"{replicas[0].Resource.Name}-{Array.FindIndex(replicas, i => i.Id == id) + 1}";
    }

    private static bool IsProcess(IResource resource) => resource is ProjectResource or ExecutableResource;

    private static ResourceInstance[] Instances(IResource resource)
        => [.. Enumerable.Range(0, Math.Max(1, resource.GetReplicaCount())).Select(_ => new ResourceInstance(resource))];

    private string? DefaultLogDirectory()
    {
        // Only the application that a person runs writes there: tests run side by side.
        return !options.EnableResourceLogging && RepositoryState.Find(configuration) is { } state ? Path.Combine(state, "logs") : null;
    }

    /// <summary>Finds what cannot work before anything is started.</summary>
    private void Check()
    {
        foreach (var resource in model.Resources.Where(r => IsProcess(r) && !r.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            _ = ResourceCommandLine.Of(resource);
        }
        HashSet<IResource> done = [];
        foreach (var resource in model.Resources)
        {
            FindCycle(resource, []);
        }

        void FindCycle(IResource resource, List<IResource> path)
        {
            if (path.Contains(resource))
            {
                throw new DistributedApplicationException($"These resources wait for each other: {string.Join(" -> ", path.SkipWhile(r => r != resource).Append(resource).Select(r => r.Name))}.");
            }
            if (done.Contains(resource))
            {
                return;
            }
            path.Add(resource);
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
            {
                FindCycle(wait.Resource, path);
            }
            path.Remove(resource);
            done.Add(resource);
        }
    }

    /// <summary>Makes a resource visible and its addresses known.</summary>
    private async Task AnnounceAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!resource.HasAnnotationOfType<ResourceSnapshotAnnotation>())
        {
            resource.Annotations.Add(new ResourceSnapshotAnnotation(ResourceSnapshots.Initial(resource)));
        }
        if (IsProcess(resource))
        {
            LifecycleCommands.Add(resource, StartInstanceAsync, StopInstanceAsync);
        }
        var urls = await ResourceSnapshots.UrlsAsync(resource, executionContext, cancellationToken);
        var parent = resource is IResourceWithParent child ? child.Parent
            : resource.Annotations.OfType<ResourceRelationshipAnnotation>().LastOrDefault(r => r.Type == KnownRelationshipTypes.Parent)?.Resource;
        await notifications.PublishUpdateAsync(resource, s => s with
        {
            Urls = urls,
            // The dashboard lists a child under its parent by the parent's id.
            Properties = parent is null ? s.Properties : s.Properties.With(KnownProperties.ParentName, IdsOf(parent)[0]),
            State = s.State ?? (IsProcess(resource) ? KnownResourceStates.NotStarted : null),
        });
        await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken);
        if (resource is IResourceWithConnectionString and not ConnectionStringResource and not ParameterResource)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken);
        }
    }

    private async Task RunAsync(IResource resource)
    {
        try
        {
            await eventing.PublishAsync(new InitializeResourceEvent(resource, eventing, loggers, notifications, services), stop.Token);
            switch (resource)
            {
                case ParameterResource parameter:
                    await notifications.PublishUpdateAsync(parameter, s => s with
                    {
                        State = new(KnownResourceStates.Running, KnownResourceStateStyles.Success),
                        Properties = s.Properties.With(KnownProperties.ParameterValue, parameter.Value, parameter.Secret),
                    });
                    break;
                case ConnectionStringResource connectionString:
                    await PrepareAsync(connectionString);
                    var value = await connectionString.ConnectionStringExpression.GetValueAsync(stop.Token);
                    await notifications.PublishUpdateAsync(connectionString, s => s with
                    {
                        State = KnownResourceStates.Running,
                        Properties = s.Properties.With(KnownProperties.ConnectionString, value, isSensitive: true),
                    });
                    await eventing.PublishAsync(new ConnectionStringAvailableEvent(connectionString, services), stop.Token);
                    break;
                case ContainerResource:
                    loggers.GetLogger(resource).Log(LogLevel.Error, "There is no container runtime: the stand-in for Aspire runs projects and executables only.");
                    await notifications.PublishUpdateAsync(resource, s => s with { State = new(KnownResourceStates.RuntimeUnhealthy, KnownResourceStateStyles.Warn) });
                    break;
                default:
                    if (IsProcess(resource) && !resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
                    {
                        await PrepareAsync(resource);
                        await Task.WhenAll(instances[resource].Select(i => LaunchAsync(i, prepared: true)));
                    }
                    break;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the application stops before this resource had its turn
        }
        catch (Exception exception)
        {
            await FailAsync(resource, IdsOf(resource), exception);
        }
    }

    private async Task PrepareAsync(IResource resource)
    {
        await notifications.WaitForDependenciesAsync(resource, stop.Token);
        await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), stop.Token);
    }

    private ResourceInstance Instance(string resourceId)
        => instances.Values.SelectMany(i => i).FirstOrDefault(i => i.Id == resourceId)
            ?? throw new DistributedApplicationException($"There is no resource instance '{resourceId}'.");

    private async Task StartInstanceAsync(string resourceId, CancellationToken cancellationToken)
    {
        var instance = Instance(resourceId);
        try
        {
            await LaunchAsync(instance, prepared: false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await FailAsync(instance.Resource, [resourceId], exception);
            throw;
        }
    }

    private async Task LaunchAsync(ResourceInstance instance, bool prepared)
    {
        await instance.Gate.WaitAsync(stop.Token);
        try
        {
            if (instance.Process is { Exited.IsCompleted: false })
            {
                return;
            }
            var resource = instance.Resource;
            await notifications.PublishUpdateAsync(resource, instance.Id, s => s with { State = KnownResourceStates.Starting });
            if (!prepared)
            {
                await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), stop.Token);
            }
            var (spec, appArguments) = await SpecAsync(instance);
            stop.Token.ThrowIfCancellationRequested();
            instance.Stopping = false;
            var process = await launcher.StartAsync(spec, (line, isError) => loggers.Append(instance.Id, line, isError));
            instance.Process = process;
            if (stop.IsCancellationRequested)
            {
                process.Kill(); // the stop may have passed this instance by
            }
            await notifications.PublishUpdateAsync(resource, instance.Id, s => ResourceSnapshots.Started(s, spec, process.Id, appArguments, spec.Environment));
            _ = FollowAsync(instance, process);
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    private async Task<(ProcessSpec Spec, IReadOnlyList<(string Value, bool IsSensitive)> AppArguments)> SpecAsync(ResourceInstance instance)
    {
        var resource = instance.Resource;
        var (fileName, arguments, directory) = ResourceCommandLine.Of(resource);
        Dictionary<string, string> environment = new(StringComparer.Ordinal);
        foreach (var (name, value) in await resource.EvaluateEnvironmentAsync(executionContext, stop.Token))
        {
            if (await ResourceExtensions.ResolveAsync(value, executionContext, stop.Token) is { } text)
            {
                environment[name] = instance.Fill(text);
            }
        }
        List<(string, bool)> appArguments = [];
        foreach (var value in await resource.EvaluateArgumentsAsync(executionContext, stop.Token))
        {
            appArguments.Add((instance.Fill(await ResourceExtensions.ResolveAsync(value, executionContext, stop.Token) ?? ""), ResourceExtensions.IsSensitive(value)));
        }
        return (new(fileName, [.. arguments, .. appArguments.Select(a => a.Item1)], directory, environment), appArguments);
    }

    private async Task FollowAsync(ResourceInstance instance, ResourceProcess process)
    {
        var code = await process.Exited;
        var (resource, stopped) = (instance.Resource, instance.Stopping || stop.IsCancellationRequested);
        if (!stopped)
        {
            loggers.GetLogger(instance.Id).Log(code == 0 ? LogLevel.Information : LogLevel.Error, "The process has ended with exit code {ExitCode}.", code);
        }
        await notifications.PublishUpdateAsync(resource, instance.Id, s => ResourceSnapshots.Ended(
            s, stopped ? KnownResourceStates.Exited : KnownResourceStates.Finished, stopped ? null : code));
        if (notifications.TryGetCurrentState(instance.Id, out var state))
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resource, services, state), CancellationToken.None);
        }
    }

    private async Task FailAsync(IResource resource, string[] ids, Exception exception)
    {
        foreach (var id in ids)
        {
            var text = exception is DistributedApplicationException ? exception.Message : exception.ToString();
            loggers.GetLogger(id).Log(LogLevel.Error, "{Text}", text);
            await notifications.PublishUpdateAsync(resource, id, s => s with { State = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error) });
        }
    }

    private async Task StopInstanceAsync(string resourceId, CancellationToken cancellationToken)
    {
        var instance = Instance(resourceId);
        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            if (instance.Process is { Exited.IsCompleted: false } process)
            {
                instance.Stopping = true;
                await notifications.PublishUpdateAsync(instance.Resource, resourceId, s => s with { State = KnownResourceStates.Stopping });
                await process.StopAsync(Grace);
                // The end is published by whoever follows the process; a restart must not overtake it.
                await notifications.WaitForResourceAsync(resourceId, e => e.Snapshot.State?.Text == KnownResourceStates.Exited, cancellationToken);
            }
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    private async Task StopAllAsync()
    {
        await stop.CancelAsync();
        var deadline = time.GetTimestamp();
        Dictionary<IResource, Task> ends = [];
        HashSet<IResource> underWay = [];
        await Task.WhenAll(instances.Keys.Where(r => r is not DashboardResource).Select(StopAsync).ToArray());
        foreach (var viewer in instances.Where(p => p.Key is DashboardResource).SelectMany(p => p.Value))
        {
            viewer.Process?.Kill(); // it holds nothing, and an open page would keep it for seconds
            await (viewer.Process?.Exited ?? Task.CompletedTask);
        }
        await dashboard.StopAsync();
        endpoints.Dispose();
        launcher.Dispose();

        // A resource ends after those that depend on it; where resources refer to each other in a circle, nobody waits.
        Task StopAsync(IResource resource)
        {
            if (ends.TryGetValue(resource, out var end))
            {
                return end;
            }
            if (!underWay.Add(resource))
            {
                return Task.CompletedTask;
            }
            Task[] dependents = [.. instances.Keys.Where(r => r is not DashboardResource && r.Annotations.OfType<WaitAnnotation>().Any(w => w.Resource == resource)).Select(StopAsync)];
            return ends[resource] = EndAsync(resource, dependents);
        }

        async Task EndAsync(IResource resource, Task[] dependents)
        {
            await Task.WhenAll(dependents);
            await Task.WhenAll(instances[resource].Select(async instance =>
            {
                // A process that is being started just now is found here or kills itself (see LaunchAsync).
                await instance.Gate.WaitAsync();
                instance.Gate.Release();
                if (instance.Process is { Exited.IsCompleted: false } process)
                {
                    instance.Stopping = true;
                    var left = Grace - time.GetElapsedTime(deadline);
                    await process.StopAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                }
            }));
        }
    }
}
