using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Choices;

/// <summary>How two values are compared.</summary>
/// <param name="Expected">Kind of the second value.</param>
/// <param name="Compare">A first value of another kind is no error: the comparison does not hold.</param>
/// <param name="HasPath">Whether there is a form that takes a path.</param>
/// <param name="BearsAbsence">Whether the variable may be missing.</param>
internal sealed record Comparator(string Expected, Func<Json?, Json, bool> Compare, bool HasPath = true, bool BearsAbsence = false);
