using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>Does the tasks of executions: activities wait for workers, service integrations are called.</summary>
internal sealed class TaskDispatcher(ExecutionHost host, Activities activities, IEnumerable<ITaskIntegration> integrations, IHostApplicationLifetime lifetime, ILogger<TaskDispatcher> logger)
{
    private readonly Dictionary<string, ITaskIntegration> _integrations = integrations.ToDictionary(static integration => integration.Service, StringComparer.Ordinal);

    public void Dispatch(ExecutionEntry entry, PendingTask task)
    {
        if (task.Request.Resource.Kind == TaskKind.Activity)
        {
            activities.Offer(entry, task);
            return;
        }
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.Dispatcher.DoAsync(state.Entry, state.Task), (Dispatcher: this, Entry: entry, Task: task), preferLocal: false);
    }

    private async Task DoAsync(ExecutionEntry entry, PendingTask task)
    {
        var request = task.Request;
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(task.Abandoned.Token, lifetime.ApplicationStopping);
        var call = new TaskCall(entry, request, abandoned.Token);
        try
        {
            var integration = Find(call);
            if (!request.Resource.IsSubmitted)
            {
                host.Apply(entry, Stimulus.Started(request.Id), Stimulus.Succeeded(request.Id, await integration.CallAsync(call)));
                return;
            }
            // The callback may come before the call is answered: the start is written first.
            if (!task.IsStarted && !host.Apply(entry, Stimulus.Started(request.Id)))
            {
                return;
            }
            // A job that was submitted before this process began is only waited for.
            if (task.Submitted is null)
            {
                var answer = await integration.CallAsync(call);
                if (!host.Apply(entry, Stimulus.Submitted(request.Id, answer)))
                {
                    return;
                }
            }
            if (request.Resource.WaitsForJob)
            {
                host.Apply(entry, Stimulus.Succeeded(request.Id, await integration.JobAsync(call, task.Submitted!)));
            }
        }
        catch (TaskFailure failure)
        {
            Fail(entry, task, failure.Error, failure.Message);
        }
        catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
        {
            // Nobody waits any more, or the process ends: the task is done again after the next start.
        }
        catch (Exception exception)
        {
            StatesLog.TaskFailed(logger, exception, entry.Start.Arn, request.Resource.Arn);
            Fail(entry, task, ErrorName(request), exception.Message);
        }
    }

    private void Fail(ExecutionEntry entry, PendingTask task, string error, string cause)
    {
        var failed = Stimulus.Failed(task.Request.Id, error, cause);
        if (task.IsStarted)
        {
            host.Apply(entry, failed);
        }
        else
        {
            host.Apply(entry, Stimulus.Started(task.Request.Id), failed);
        }
    }

    private static string ErrorName(TaskRequest request) => request.Resource.Kind == TaskKind.Lambda ? "Lambda.Unknown" : ErrorNames.TaskFailed;

    /// <summary>Calls an integration outside of any execution, for TestState.</summary>
    /// <exception cref="TaskFailure">The call fails.</exception>
    public Task<Asl.Values.Json> CallAsync(TaskCall call) => Find(call).CallAsync(call);

    private ITaskIntegration Find(TaskCall call)
    {
        var resource = call.Request.Resource;
        if (resource.Kind == TaskKind.Lambda || resource.Service == "lambda")
        {
            throw new TaskFailure("Lambda.ResourceNotFoundException", $"Function not found: {call.Request.Parameters["FunctionName"]?.AsString() ?? resource.Arn} (this endpoint runs no functions)");
        }
        return _integrations.TryGetValue(resource.Service, out var integration) && integration.Supports(call)
            ? integration
            : throw new TaskFailure(ErrorNames.Runtime, $"The resource {resource.Arn} is not emulated");
    }
}
