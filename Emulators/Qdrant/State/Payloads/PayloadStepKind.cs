namespace EventAi.Emulators.Qdrant.State.Payloads;

internal enum PayloadStepKind
{
    Name,
    Element,
}
