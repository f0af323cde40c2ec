using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Patterns;

/// <summary>An event pattern is not one; the message is AWS's reason.</summary>
/// <param name="reason">What is wrong.</param>
/// <param name="at">The value that it was found at; null where AWS names no place.</param>
/// <param name="place">How far AWS has read then.</param>
/// <param name="isOfList">Found in a list of anything-but: AWS then names the place twice.</param>
public sealed class PatternException(string reason, Json? at = null, PatternPlace place = PatternPlace.Token, bool isOfList = false) : Exception(reason)
{
    public Json? At { get; } = at;

    public PatternPlace Place { get; } = place;

    public bool IsOfList { get; } = isOfList;
}
