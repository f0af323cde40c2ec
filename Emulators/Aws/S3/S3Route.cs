namespace EventAi.Emulators.Aws.S3;

/// <summary>How an operation is told apart: method, what the path names, and the query parameter (or header) that picks it.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Level">What the path names.</param>
/// <param name="Selector">A query parameter, <see cref="CopySource"/>, or none.</param>
internal readonly record struct S3Route(string Method, S3Level Level, string Selector = "")
{
    /// <summary>The header that makes a PUT a copy.</summary>
    public const string CopySource = "x-amz-copy-source";

    /// <summary>
    /// Query parameters that pick an operation of S3 (API reference): one that has no operation here must be refused, not
    /// taken for the plain request.
    /// </summary>
    public static IReadOnlyList<string> Selectors { get; } =
    [
        "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory", "legal-hold",
        "lifecycle", "list-type", "location", "logging", "metadataConfiguration", "metadataTable", "metrics", "notification", "object-lock",
        "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication", "requestPayment",
        "restore", "retention", "select", "session", "tagging", "torrent", "uploadId", "uploads", "versioning", "versions", "website",
    ];

    public override string ToString() => $"{Method} {Level}{(Selector.Length == 0 ? "" : "?" + Selector)}";
}
