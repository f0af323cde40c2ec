namespace EventAi.Emulators.Qdrant.State;

/// <summary>A request that the store refuses; <see cref="Exception.Message"/> is in Qdrant's words (lib/storage: content_manager/errors.rs).</summary>
internal sealed class StoreException : Exception
{
    private StoreException(StoreError error, string message)
        : base(message)
        => Error = error;

    public StoreError Error { get; }

    public static StoreException BadInput(string description) => new(StoreError.BadInput, $"Wrong input: {description}");

    public static StoreException BadRequest(string description) => new(StoreError.BadInput, $"Bad request: {description}");

    public static StoreException Forbidden(string description) => new(StoreError.Forbidden, $"Forbidden: {description}");

    /// <summary>A message that does not hold together, before anything is looked up: words without a prefix.</summary>
    public static StoreException Malformed(string description) => new(StoreError.BadInput, description);

    /// <summary>A field outside its limits, as Qdrant's request validation words it.</summary>
    public static StoreException Validation(string field, string problem)
        => new(StoreError.Validation, $"Validation error in body: [{field}: {problem}]");

    public static StoreException AlreadyExists(string description) => new(StoreError.AlreadyExists, $"Wrong input: {description}");

    public static StoreException NotFound(string description) => new(StoreError.NotFound, $"Not found: {description}");

    public static StoreException Unsupported(string what) => new(StoreError.Unsupported, $"{what} is not implemented by this emulator");

    public static StoreException Internal(string description) => new(StoreError.Internal, $"Service internal error: {description}");
}
