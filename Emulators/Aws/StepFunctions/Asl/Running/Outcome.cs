using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>How a state or a scope ended: with an output, or an error.</summary>
internal readonly record struct Outcome(Json? Output, StateError? Error, string? Next)
{
    public static Outcome Done(Json output, string? next = null) => new(output, null, next);

    public static Outcome Failed(StateError error) => new(null, error, null);
}
