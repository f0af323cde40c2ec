using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>A decision of an execution: this task is to be done. What comes of it is told with a <see cref="Stimulus"/>.</summary>
/// <param name="Id">Number of the task within the execution, from 1.</param>
/// <param name="Token">Task token.</param>
/// <param name="State">Name of the state.</param>
/// <param name="Resource">What does it.</param>
/// <param name="Parameters">Its input.</param>
/// <param name="TimeoutSeconds">Null for none; the execution itself watches over it.</param>
/// <param name="HeartbeatSeconds">Null for none.</param>
/// <param name="Credentials">ARN of another role.</param>
public sealed record TaskRequest(
    int Id, string Token, string State, TaskResource Resource, Json Parameters, int? TimeoutSeconds, int? HeartbeatSeconds, string? Credentials);
