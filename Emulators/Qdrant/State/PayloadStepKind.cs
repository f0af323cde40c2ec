namespace EventAi.Emulators.Qdrant.State;

internal enum PayloadStepKind
{
    Name,
    Element,
}
