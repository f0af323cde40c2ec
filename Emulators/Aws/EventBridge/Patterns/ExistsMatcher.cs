using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

internal sealed class ExistsMatcher(bool wanted) : IMatcher
{
    public bool Matches(Json? value, bool isPresent) => isPresent == wanted;
}
