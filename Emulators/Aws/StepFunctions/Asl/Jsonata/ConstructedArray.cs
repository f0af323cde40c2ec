using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>An array that a path's first or last step constructs: it is not flattened.</summary>
internal sealed class ConstructedArray(IEnumerable<Json> items) : JsonArray(items);
