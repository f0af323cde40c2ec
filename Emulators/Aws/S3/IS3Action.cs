namespace EventAi.Emulators.Aws.S3;

/// <summary>One operation of S3.</summary>
internal interface IS3Action
{
    S3Route Route { get; }

    /// <summary>Whether it is done in microseconds, or waits for the client in between (see <see cref="PoolThread"/>).</summary>
    bool IsBrief => false;

    Task ExecuteAsync(S3Call call);
}
