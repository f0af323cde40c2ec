using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes the commands of resources: start, stop, restart and those of <c>WithCommand</c>.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceNotificationService notifications;
    private readonly ResourceLoggerService loggers;
    private readonly IServiceProvider services;

    internal ResourceCommandService(ResourceNotificationService notifications, ResourceLoggerService loggers, IServiceProvider services)
        => (this.notifications, this.loggers, this.services) = (notifications, loggers, services);

    /// <param name="resourceId">The id of one instance, or the name of a resource: then the command goes to every instance.</param>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var instances = notifications.Find(resourceId);
        return instances.Count == 0
            ? CommandResults.Failure($"Resource '{resourceId}' not found.")
            : await ExecuteAllAsync(instances, commandName, cancellationToken);
    }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
        => ExecuteCommandAsync(resource.Name, commandName, cancellationToken);

    private async Task<ExecuteCommandResult> ExecuteAllAsync(IReadOnlyList<ResourceEvent> instances, string commandName, CancellationToken cancellationToken)
    {
        if (instances.Count == 1)
        {
            return await ExecuteAsync(instances[0], commandName, cancellationToken);
        }
        var results = await Task.WhenAll(instances.Select(i => ExecuteAsync(i, commandName, cancellationToken)));
        if (results.All(r => r.Success))
        {
            return CommandResults.Success();
        }
        if (results.All(r => r.Success || r.Canceled))
        {
            return CommandResults.Canceled();
        }
        var failures = instances.Zip(results).Where(p => p.Second is { Success: false, Canceled: false }).Select(p => $"{p.First.ResourceId}: {p.Second.Message}");
        return CommandResults.Failure($"Command '{commandName}' failed: {string.Join("; ", failures)}");
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(ResourceEvent instance, string commandName, CancellationToken cancellationToken)
    {
        var logger = loggers.GetLogger(instance.ResourceId);
        if (instance.Resource.Annotations.OfType<ResourceCommandAnnotation>().SingleOrDefault(a => a.Name == commandName) is not { } command)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{instance.ResourceId}'.");
        }
        try
        {
            Executing(logger, commandName);
            var result = await command.ExecuteCommand(new()
            {
                Services = services,
                ResourceName = instance.ResourceId,
                CancellationToken = cancellationToken,
                Logger = logger,
            });
            if (result is { Success: false, Canceled: false })
            {
                NotExecuted(logger, commandName, result.Message);
            }
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception exception)
        {
            Failed(logger, commandName, exception);
            return CommandResults.Failure(exception);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Executing command '{Command}'.")]
    private static partial void Executing(ILogger logger, string command);

    [LoggerMessage(2, LogLevel.Warning, "Command '{Command}' failed: {Message}")]
    private static partial void NotExecuted(ILogger logger, string command, string? message);

    [LoggerMessage(3, LogLevel.Error, "Command '{Command}' failed")]
    private static partial void Failed(ILogger logger, string command, Exception exception);
}
