using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>Follows one task from its scheduling to its outcome, and lets it time out.</summary>
internal sealed class TaskWatch(Frame frame, TaskRequest request, RunningTask task)
{
    /// <summary>Posted by a timer: nobody outside knows these numbers.</summary>
    private static readonly Stimulus TimedOut = new(StimulusKind.Tick, 1);
    private static readonly Stimulus Silent = new(StimulusKind.Tick, 2);

    private Timer? _timeout;
    private Timer? _heartbeat;

    private TaskResource Resource => request.Resource;

    public async Flow<Outcome> OutcomeAsync()
    {
        _timeout = request.TimeoutSeconds is { } seconds ? frame.Execution.After(TimeSpan.FromSeconds(seconds), frame.Scope, () => task.Mailbox.Post(TimedOut)) : null;
        if (Resource.Kind != TaskKind.Activity)
        {
            AwaitHeartbeat();
        }
        Stimulus? early = null;
        var isSubmitted = !Resource.IsSubmitted;
        while (true)
        {
            var stimulus = isSubmitted && early is not null ? early : await task.Mailbox;
            if (!isSubmitted && stimulus.Kind == StimulusKind.TaskSucceeded)
            {
                // The callback was quicker than the answer of the call that asked for it.
                early = stimulus;
                continue;
            }
            switch (stimulus.Kind)
            {
                case StimulusKind.TaskStarted:
                    Record(TaskEvents.Started(Resource, stimulus.Error));
                    AwaitHeartbeat();
                    break;
                case StimulusKind.TaskSubmitted:
                    isSubmitted = true;
                    Record((HistoryEventType.TaskSubmitted, new OutputDetails("taskSubmittedEventDetails", stimulus.Output, Resource)));
                    break;
                case StimulusKind.TaskHeartbeat:
                    AwaitHeartbeat();
                    break;
                case StimulusKind.TaskSucceeded:
                    End(abandoned: false);
                    return Succeed(stimulus.Output!);
                case StimulusKind.TaskFailed:
                    End(abandoned: false);
                    Record(isSubmitted ? TaskEvents.Failed(Resource, stimulus.Error, stimulus.Cause) : TaskEvents.SubmitFailed(Resource, stimulus.Error, stimulus.Cause));
                    return Outcome.Failed(new StateError(stimulus.Error, stimulus.Cause) { IsOfTask = true });
                default:
                    End(abandoned: true);
                    Record(TaskEvents.TimedOut(Resource));
                    return Outcome.Failed(new StateError(ErrorNames.Timeout, null) { IsOfTask = true, IsHeartbeat = ReferenceEquals(stimulus, Silent) });
            }
        }
    }

    private Outcome Succeed(Json output)
    {
        if (output.Bytes <= Execution.LargestPayload)
        {
            Record(TaskEvents.Succeeded(Resource, output));
            return Outcome.Done(output);
        }
        var what = Resource.Kind == TaskKind.Service ? Resource.Service : Resource.Arn;
        var error = new StateError(ErrorNames.DataLimitExceeded, $"The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit.") { IsOfTask = true };
        Record(TaskEvents.Failed(Resource, error.Error, error.Cause));
        return Outcome.Failed(error);
    }

    private void AwaitHeartbeat()
    {
        if (request.HeartbeatSeconds is { } seconds)
        {
            _heartbeat?.Cancel();
            _heartbeat = frame.Execution.After(TimeSpan.FromSeconds(seconds), frame.Scope, () => task.Mailbox.Post(Silent));
        }
    }

    private void End(bool abandoned)
    {
        _timeout?.Cancel();
        _heartbeat?.Cancel();
        frame.Execution.Forget(request.Id, abandoned);
    }

    private void Record((HistoryEventType Type, EventDetails? Details) what) => frame.Scope.Record(what.Type, what.Details);
}
