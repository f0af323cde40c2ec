using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;

namespace EventAi.Emulators.Aws.StepFunctions.Tasks;

/// <summary>A task as an integration gets it.</summary>
internal sealed record TaskCall(ExecutionEntry Entry, TaskRequest Request, CancellationToken Abandoned)
{
    public string Region => Entry.Start.Region;

    /// <summary>Told of the HTTP request and response, by "request" and "response"; null where nobody asks.</summary>
    public Action<string, JsonObject>? Trace { get; init; }

    /// <summary>Whether what is told holds what a connection adds to the request.</summary>
    public bool RevealsSecrets { get; init; }

    /// <summary>Operation without its suffix, e.g. <c>sendMessage</c>.</summary>
    public string Action => Request.Resource.Action;

    /// <exception cref="TaskFailure">The parameters are no object.</exception>
    public JsonObject Parameters => Request.Parameters as JsonObject
        ?? throw new TaskFailure("States.Runtime", $"The Parameters '{Request.Parameters.Text}' could not be used to start the Task: [The value must be a JSON object]");
}
