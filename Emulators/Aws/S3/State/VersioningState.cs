namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Whether a bucket keeps former versions (PutBucketVersioning).</summary>
internal enum VersioningState
{
    /// <summary>Never asked for.</summary>
    Off,
    Enabled,

    /// <summary>Versions are kept, new objects get the version "null".</summary>
    Suspended,
}
