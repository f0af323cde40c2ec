namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>The values are written to disk.</summary>
internal enum PayloadKind : byte
{
    Null = 0,
    Boolean = 1,
    Integer = 2,
    Double = 3,
    String = 4,
    List = 5,
    Object = 6,
}
