namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>What an execution is told of itself: it shows in the context object and in the history.</summary>
public sealed record ExecutionInfo
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    public required string StateMachineName { get; init; }

    public required string RoleArn { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string? AliasArn { get; init; }

    public string? VersionArn { get; init; }

    public bool IsExpress { get; init; }

    /// <summary>Of random numbers and UUIDs.</summary>
    public int Seed { get; init; }

    /// <summary>Makes the token of the execution's n-th task, from 1; the same number must give the same token.</summary>
    public required Func<int, string> Token { get; init; }
}
