namespace EventAi.Emulators.Qdrant.State;

internal enum StoreError
{
    BadInput,
    NotFound,
    AlreadyExists,
    Forbidden,
    Unsupported,
    Internal,
}
