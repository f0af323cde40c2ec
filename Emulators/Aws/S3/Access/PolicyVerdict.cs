namespace EventAi.Emulators.Aws.S3.Access;

/// <summary>What a policy says of a request.</summary>
internal enum PolicyVerdict
{
    /// <summary>No statement is about it.</summary>
    None,
    Allow,

    /// <summary>Outweighs every other.</summary>
    Deny,
}
