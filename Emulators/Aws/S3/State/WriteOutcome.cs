namespace EventAi.Emulators.Aws.S3.State;

/// <summary>What became of a write.</summary>
internal enum WriteOutcome
{
    Done,
    NoSuchBucket,
    NoSuchKey,
    PreconditionFailed,
    Locked,
}
