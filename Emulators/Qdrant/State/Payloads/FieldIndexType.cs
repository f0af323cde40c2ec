namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>The values are written to disk.</summary>
internal enum FieldIndexType : byte
{
    Keyword = 1,
    Integer = 2,
    Float = 3,
    Geo = 4,
    Text = 5,
    Bool = 6,
    Datetime = 7,
    Uuid = 8,
}
