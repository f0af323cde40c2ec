namespace EventAi.Emulators.Aws.S3;

/// <summary>One operation of S3.</summary>
internal interface IS3Action
{
    S3Route Route { get; }

    Task ExecuteAsync(S3Call call);
}
