namespace EventAi.Emulators.Aws.Faults;

/// <summary>What shall go wrong with the next matching requests.</summary>
/// <param name="Service"><c>s3</c> or <c>sqs</c>; any where null.</param>
/// <param name="Operation">AWS's name of the operation; any where null.</param>
/// <param name="Times">How many requests.</param>
/// <param name="Status">HTTP status of the error answered; 0 answers as usual (after <paramref name="DelayMilliseconds"/>).</param>
/// <param name="Code">AWS's error code.</param>
/// <param name="DelayMilliseconds">Time before anything is done.</param>
/// <param name="Drop">Cut the connection without an answer.</param>
internal sealed record Fault(
    string? Service = null, string? Operation = null, int Times = 1, int Status = 0, string Code = "ServiceUnavailable", int DelayMilliseconds = 0, bool Drop = false);
