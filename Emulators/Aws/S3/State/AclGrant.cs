namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What an access control list gives to one grantee.</summary>
/// <param name="Permission">READ, WRITE, READ_ACP, WRITE_ACP or FULL_CONTROL.</param>
/// <param name="Id">Canonical id of an account; null for a group.</param>
/// <param name="Group">URI of a group; null for an account.</param>
internal sealed record AclGrant(string Permission, string? Id, string? Group);
