namespace EventAi.Emulators.Aws;

/// <summary>One AWS service behind the common port.</summary>
internal interface IAwsService
{
    /// <summary>Whether the request is this service's: by <c>X-Amz-Target</c>, the credential scope, or the path.</summary>
    bool Claims(AwsCall call);

    /// <summary>Authenticates, executes and answers.</summary>
    /// <exception cref="AwsException">The answer is an error, to be written by <see cref="WriteErrorAsync"/>.</exception>
    /// <exception cref="SigningException">The request is not signed as it must be.</exception>
    Task HandleAsync(AwsCall call);

    /// <summary>Writes an error in this service's format.</summary>
    Task WriteErrorAsync(AwsCall call, AwsException error);

    /// <summary>This service's own name and text for a signature that fails.</summary>
    AwsException ToError(Signing.SigningException failure);
}
