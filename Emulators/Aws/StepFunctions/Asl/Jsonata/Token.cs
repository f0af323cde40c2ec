using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

internal readonly record struct Token(TokenKind Kind, string Text, int Position, Json? Value = null, System.Text.RegularExpressions.Regex? Regex = null);
