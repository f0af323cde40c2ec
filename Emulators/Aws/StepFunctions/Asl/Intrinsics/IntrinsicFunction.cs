using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Intrinsics;

/// <exception cref="IntrinsicException">An argument does not fit.</exception>
internal delegate Json IntrinsicFunction(Json[] arguments, Evaluation evaluation);
