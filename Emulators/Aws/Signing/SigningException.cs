namespace EventAi.Emulators.Aws.Signing;

/// <summary>A request that is not authentic.</summary>
internal sealed class SigningException(SigningFailure failure, string message) : Exception(message)
{
    public SigningFailure Failure { get; } = failure;

    /// <summary>What should have been signed, where it is known: AWS tells it too, and it is the quickest way to a bug in a client.</summary>
    public string? StringToSign { get; init; }

    public string? CanonicalRequest { get; init; }
}
