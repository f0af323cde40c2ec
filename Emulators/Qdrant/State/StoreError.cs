namespace EventAi.Emulators.Qdrant.State;

internal enum StoreError
{
    BadInput,

    /// <summary>A field outside its limits.</summary>
    Validation,
    NotFound,
    AlreadyExists,
    Forbidden,
    Unsupported,
    Internal,
}
