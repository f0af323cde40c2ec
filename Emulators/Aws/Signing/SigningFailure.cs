namespace EventAi.Emulators.Aws.Signing;

/// <summary>Why a request's signature is not accepted; each service has names of its own for these.</summary>
internal enum SigningFailure
{
    /// <summary>No signature at all.</summary>
    Missing,

    /// <summary>Not of the form that Signature Version 4 asks for.</summary>
    Malformed,

    /// <summary>Not of the form that Signature Version 2 asks for.</summary>
    Malformed2,

    /// <summary>Not of the form that Signature Version 4 asks for, in the query.</summary>
    MalformedQuery,

    /// <summary>A signature of another kind (version 4a).</summary>
    Unsupported,

    /// <summary>The access key is not the one that is let in.</summary>
    UnknownKey,

    /// <summary>The signature is not that of the request.</summary>
    Mismatch,

    /// <summary>Headers of AWS's own that the signature does not cover.</summary>
    Unsigned,

    /// <summary>Signed more than 15 minutes from now.</summary>
    Skewed,

    /// <summary>A presigned request past its time.</summary>
    Expired,
}
