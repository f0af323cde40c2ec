namespace EventAi.Emulators.Aws.S3;

/// <summary>What a request's path names.</summary>
internal enum S3Level
{
    Service,
    Bucket,
    Object,
}
