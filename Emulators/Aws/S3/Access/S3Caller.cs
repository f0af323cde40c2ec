namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>Who asks.</summary>
/// <param name="Account">Twelve digits; null without a signature.</param>
internal readonly record struct S3Caller(string? Account)
{
    public bool IsAnonymous => Account is null;

    public string CanonicalId => S3Accounts.CanonicalId(Account);

    public string Arn => Account is null ? "" : $"arn:aws:iam::{Account}:root";
}
