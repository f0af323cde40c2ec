using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>Looks at a leaf that is there.</summary>
internal sealed class LeafMatcher(Func<Json, bool> test) : IMatcher
{
    public bool Matches(Json? value, bool isPresent) => isPresent && value is not null and not JsonArray && test(value);
}
