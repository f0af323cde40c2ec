using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>What a function does; an absent argument or result is null.</summary>
internal delegate Json? FunctionBody(Json?[] arguments, Json? focus, Evaluator evaluator);
