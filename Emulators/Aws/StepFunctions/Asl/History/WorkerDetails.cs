using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.History;

internal sealed class WorkerDetails(string? worker) : EventDetails
{
    public override string Name => "activityStartedEventDetails";

    public override JsonObject Describe(bool includeData) => new() { { "workerName", worker } };
}
