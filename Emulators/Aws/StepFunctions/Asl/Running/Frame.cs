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

    /// <summary>The event that <see cref="EnteredEvent"/> follows.</summary>
    public int PreviousEvent { get; private set; }

    public int RetryCount { get; set; }

    /// <summary>Number of the task, from the moment it is prepared.</summary>
    public int? Task { get; set; }

    /// <summary>What the context object says of a Map's current item while its selector is evaluated.</summary>
    public JsonObject? Item { get; set; }

    /// <summary>Of a Parallel or Map: what has come of its branches so far, for a redrive.</summary>
    public object? Progress { get; set; }

    /// <summary>Goes on after a redrive: the chain of events goes on from the state's entering, as if nothing had been tried.</summary>
    public void Redrive()
    {
        (RetryCount, Item) = (0, null);
        Scope.LastEvent = EnteredEvent;
    }

    public void Enter(HistoryEventType type)
    {
        PreviousEvent = Scope.LastEvent;
        // As recorded since 2024: a distributed Map is entered with its input written anew, every other state with the text as it came.
        Scope.Record(type, new StateEnteredDetails(State.Name, State is MapState { IsDistributed: true } ? Input.Compact : Input));
        EnteredEvent = Scope.LastEvent;
        _entered = Execution.Now;
    }

    public Evaluation Evaluate() => new(Input, Context, Scope.Variables, Execution.Random, Execution.Now);

    public StateError ToError(StatesException exception)
        => Execution.Rehearsal is not null && State is MapState ? new(exception.Error, exception.Message) : new(exception.Error, $"An error occurred while executing the state '{State.Name}' (entered at the event id #{EnteredEvent}). {exception.Message}");

    /// <summary>Tells a test of this state what has become of its input or result.</summary>
    public void See(string name, Json? value)
    {
        if (value is not null)
        {
            Execution.Rehearsal?.See(State.Name, name, value);
        }
    }

    private JsonObject Context()
    {
        if (Execution.Rehearsal is { Context: { } given })
        {
            return given;
        }
        var child = Scope.Child;
        var info = child?.Info ?? Execution.Info;
        var current = new JsonObject { { "Name", Execution.Rehearsal is null ? State.Name : Rehearsal.StateName }, { "EnteredTime", _entered.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) } };
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
                    { "Input", child?.Input ?? Execution.Input },
                    { "StartTime", (child?.Started ?? Execution.Started).UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) },
                    { "Name", info.Name },
                    { "RoleArn", info.RoleArn.Length > 0 ? info.RoleArn : Json.Null },
                    { "RedriveCount", info.IsExpress ? null : child?.RedriveCount ?? Execution.RedriveCount },
                    { "RedriveTime", (child is null ? Execution.Redriven : child.Redriven)?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) },
                }
            },
            { "StateMachine", new JsonObject { { "Id", info.StateMachineArn }, { "Name", info.StateMachineName } } },
            { "State", current },
            { "Task", Task is { } task && State is TaskState { Resource.IsSubmitted: true } ? new JsonObject { { "Token", info.Token(task) } } : null },
            { "Map", (Item ?? Scope.MapItem) is { } item ? new JsonObject { { "Item", item } } : null },
        };
    }
}
