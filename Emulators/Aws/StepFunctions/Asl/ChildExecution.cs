using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>An item of a distributed Map, or a batch of them, as the child execution that it is.</summary>
/// <param name="Name">A UUID that follows from the map run's and the item's index.</param>
/// <param name="Status">Status.</param>
/// <param name="Input">Input.</param>
/// <param name="Output">Of one that succeeded.</param>
/// <param name="Error">Of one that failed.</param>
/// <param name="Cause">Of one that failed.</param>
/// <param name="Started">When it began.</param>
/// <param name="Stopped">Null while it runs.</param>
/// <param name="RedriveCount">How often it was begun anew.</param>
/// <param name="ItemCount">1, or the items of its batch.</param>
public sealed record ChildExecution(
    string Name, ExecutionStatus Status, Json Input, Json? Output, string? Error, string? Cause, DateTimeOffset Started, DateTimeOffset? Stopped, int RedriveCount, int ItemCount);
