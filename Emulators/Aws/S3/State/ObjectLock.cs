namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What keeps a version from being deleted (Amazon S3 user guide, "Locking objects with Object Lock").</summary>
/// <param name="Mode">GOVERNANCE or COMPLIANCE; null without retention.</param>
/// <param name="RetainUntil">End of the retention.</param>
/// <param name="LegalHold">Null where it was never set.</param>
internal sealed record ObjectLock(string? Mode = null, DateTimeOffset? RetainUntil = null, bool? LegalHold = null)
{
    public const string Governance = "GOVERNANCE";
    public const string Compliance = "COMPLIANCE";

    /// <param name="now">Current time.</param>
    /// <param name="bypassGovernance">Whether the caller passes governance mode by.</param>
    public bool Protects(DateTimeOffset now, bool bypassGovernance) => LegalHold == true || IsRetained(now, bypassGovernance);

    /// <summary>Whether the retention may be changed to another.</summary>
    public bool Allows(ObjectLock next, DateTimeOffset now, bool bypassGovernance)
        => !IsRetained(now, bypassGovernance) || (next.Mode == Mode && next.RetainUntil >= RetainUntil);

    private bool IsRetained(DateTimeOffset now, bool bypassGovernance) => Mode is not null && RetainUntil > now && !(Mode == Governance && bypassGovernance);
}
