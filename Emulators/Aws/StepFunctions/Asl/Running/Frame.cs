using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.States;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>A state that was entered: its input, and what it may know.</summary>
internal sealed class Frame(Scope scope, State state, Json input)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private DateTimeOffset _entered;

    public Scope Scope { get; } = scope;

    public State State { get; } = state;

    /// <summary>As it came in, before InputPath.</summary>
    public Json Input { get; } = input;

    public Execution Execution => Scope.Execution;

    public int EnteredEvent { get; private set; }

    public int RetryCount { get; set; }

    /// <summary>Number of the task, from the moment it is prepared.</summary>
    public int? Task { get; set; }

    /// <summary>What the context object says of a Map's current item while its selector is evaluated.</summary>
    public JsonObject? Item { get; set; }

    public void Enter(HistoryEventType type)
    {
        Scope.Record(type, new StateEnteredDetails(State.Name, Input));
        EnteredEvent = Scope.LastEvent;
        _entered = Execution.Now;
    }

    public Evaluation Evaluate() => new(Input, Context, Scope.Variables, Execution.Random, Execution.Now);

    public StateError ToError(StatesException exception)
        => new(exception.Error, $"An error occurred while executing the state '{State.Name}' (entered at the event id #{EnteredEvent}). {exception.Message}");

    private JsonObject Context()
    {
        var info = Execution.Info;
        var current = new JsonObject { { "Name", State.Name }, { "EnteredTime", _entered.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) } };
        if (State.CanRetry)
        {
            current.Add("RetryCount", RetryCount);
        }
        return new JsonObject
        {
            {
                "Execution", new JsonObject
                {
                    { "Id", info.Arn },
                    { "Input", Execution.Input },
                    { "StartTime", Execution.Started.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) },
                    { "Name", info.Name },
                    { "RoleArn", info.RoleArn },
                    { "RedriveCount", 0 },
                }
            },
            { "StateMachine", new JsonObject { { "Id", info.StateMachineArn }, { "Name", info.StateMachineName } } },
            { "State", current },
            { "Task", Task is { } task ? new JsonObject { { "Token", info.Token(task) } } : null },
            { "Map", (Item ?? Scope.MapItem) is { } item ? new JsonObject { { "Item", item } } : null },
        };
    }
}
