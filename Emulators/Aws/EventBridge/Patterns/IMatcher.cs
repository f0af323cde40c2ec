using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>One alternative of a field.</summary>
internal interface IMatcher
{
    /// <param name="value">A leaf, or a whole array (for matchers that look at absence).</param>
    /// <param name="isPresent">Whether the field is in the event.</param>
    bool Matches(Json? value, bool isPresent);
}
