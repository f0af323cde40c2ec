namespace EventAi.Emulators.Aws.S3;

/// <summary>What a request's conditions come to.</summary>
internal enum ConditionOutcome
{
    Proceed,
    NotModified,
    Failed,
}
