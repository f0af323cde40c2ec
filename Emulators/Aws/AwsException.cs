namespace EventAi.Emulators.Aws;

/// <summary>
/// An error answer of the protocol. It is thrown, unlike other expected outcomes, because it leaves an operation from any
/// depth of parsing and checking and is turned into bytes in one place per service.
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">AWS's error code, e.g. <c>NoSuchKey</c>.</param>
/// <param name="message">AWS's text.</param>
internal sealed class AwsException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Code of the older query protocol where it differs (SQS answers it in <c>x-amzn-query-error</c>).</summary>
    public string? QueryCode { get; init; }

    /// <summary>Further elements of the answer, e.g. <c>Key</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; init; } = [];

    /// <summary>Headers that the answer carries besides.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
