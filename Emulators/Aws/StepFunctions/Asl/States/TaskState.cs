using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Task: work that is done outside.</summary>
internal sealed class TaskState : State
{
    private const int Longest = 99_999_999;

    private readonly TaskResource _resource;
    private readonly ITemplate? _parameters;
    private readonly SecondsField _timeout;
    private readonly SecondsField _heartbeat;
    private readonly ITemplate? _credentials;

    public TaskState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.TaskStateEntered, HistoryEventType.TaskStateExited)
    {
        Flowing.Check(fields);
        var arn = fields.Text("Resource");
        if (!fields.Has("Resource"))
        {
            fields.Reader.Report(fields.Location, "These fields are required: [Resource]");
        }
        _resource = TaskResource.Parse(arn ?? "");
        if (arn is not null)
        {
            CheckResource(fields, arn);
        }
        _parameters = fields.Payload(IsJsonata ? "Arguments" : "Parameters");
        _timeout = new SecondsField(fields, "TimeoutSeconds", Longest);
        _heartbeat = new SecondsField(fields, "HeartbeatSeconds", Longest);
        if (_heartbeat.Fixed >= (_timeout.Fixed ?? Longest + 1))
        {
            fields.Report("HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds");
        }
        _credentials = fields.Template("Credentials");
        if (_credentials is LiteralTemplate or MemberTemplate && fields["Credentials"]!["RoleArn"] is null && (IsJsonata || fields["Credentials"]!["RoleArn.$"] is null))
        {
            fields.Report("Credentials", "The field 'RoleArn' is required but was missing");
        }
    }

    public override bool CanRetry => true;

    public TaskResource Resource => _resource;

    public override IEnumerable<string> References
        => base.References.Concat(new[] { _parameters, _credentials }.SelectMany(static template => template?.References ?? [])).Concat(_timeout.References).Concat(_heartbeat.References);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        frame.Task = frame.Execution.NewTask();
        var evaluation = Prepare(frame);
        var input = _parameters?.Evaluate(evaluation) ?? (IsJsonata ? frame.Input : evaluation.Input);
        if (_parameters is not null || !IsJsonata)
        {
            frame.See(IsJsonata ? "afterArguments" : "afterParameters", input);
        }
        var request = new TaskRequest(
            frame.Task.Value, frame.Execution.Info.Token(frame.Task.Value), Name, _resource, input, _timeout.Of(evaluation), _heartbeat.Of(evaluation),
            _credentials?.Evaluate(evaluation)["RoleArn"]?.AsString());
        if (input.Bytes > Execution.LargestPayload)
        {
            return Outcome.Failed(TooLarge(Name));
        }
        if (_resource.Kind == TaskKind.Activity && frame.Execution.HasActivity?.Invoke(request.Id, _resource.Arn) == false)
        {
            throw new StatesException(ErrorNames.Runtime, $"The activity {_resource.Arn} does not exist.");
        }
        var task = frame.Execution.Schedule(request, frame.Scope);
        frame.Scope.Record(TaskEvents.Scheduled(_resource), new TaskScheduledDetails(request, frame.Execution.Info.Region));
        var outcome = await new TaskWatch(frame, request, task).OutcomeAsync();
        frame.See("result", outcome.Output);
        return outcome.Error is not null ? outcome : Leave(frame, evaluation, outcome.Output, Next);
    }

    private static void CheckResource(FieldReader fields, string arn)
    {
        if (!arn.StartsWith("arn:", StringComparison.Ordinal) || arn.Split(':').Length < 6)
        {
            fields.Report("Resource", $"The resource provided {arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.");
            return;
        }
        if (!fields.Reader.IsExpress)
        {
            return;
        }
        var resource = TaskResource.Parse(arn);
        if (resource.Kind == TaskKind.Activity)
        {
            fields.Report("Resource", "Express state machine does not support Activity ARN");
        }
        else if (resource.WaitsForToken)
        {
            fields.Report("Resource", "Express state machine does not support '.waitForTaskToken' service integration ");
        }
        else if (resource.WaitsForJob)
        {
            fields.Report("Resource", "Express state machine does not support '.sync' service integration");
        }
    }
}
