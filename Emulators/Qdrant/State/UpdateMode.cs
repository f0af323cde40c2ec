namespace EventAi.Emulators.Qdrant.State;

/// <summary>Which points an upsert touches.</summary>
internal enum UpdateMode
{
    /// <summary>All.</summary>
    Upsert,

    /// <summary>Those that did not exist.</summary>
    InsertOnly,

    /// <summary>Those that did.</summary>
    UpdateOnly,
}
