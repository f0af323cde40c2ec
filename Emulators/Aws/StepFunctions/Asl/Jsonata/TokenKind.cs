namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

internal enum TokenKind
{
    End,
    Operator,
    Name,
    Variable,
    Literal,
    Regex,
}
