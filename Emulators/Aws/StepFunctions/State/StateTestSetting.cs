using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>What a test of a state is given besides the state, its input and its mock.</summary>
/// <param name="Context">Stands for the context object; null for the real one.</param>
/// <param name="RetryCount">How often the retrier has been at work before.</param>
/// <param name="FailedIterations">Iterations of a Map that count as failed; null where nothing is said.</param>
/// <param name="ErrorCausedBy">Name of the state within a Map or Parallel that a mocked error comes from.</param>
/// <param name="RevealsSecrets">Whether secrets of an HTTP task are wanted.</param>
internal sealed record StateTestSetting(JsonObject? Context, int RetryCount, int? FailedIterations, string? ErrorCausedBy, bool RevealsSecrets);
