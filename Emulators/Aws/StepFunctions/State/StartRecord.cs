namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>All that an execution begins with.</summary>
/// <param name="Number">Within the endpoint; part of its task tokens.</param>
/// <param name="Definition">Number of the definition.</param>
/// <param name="Milliseconds">Of its start, since 1970.</param>
/// <param name="Seed">Of its random numbers.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="StateMachineArn">Without version or alias.</param>
/// <param name="RoleArn">Role.</param>
/// <param name="AliasArn">Alias it was started by.</param>
/// <param name="VersionArn">Version it runs.</param>
/// <param name="Region">Region.</param>
/// <param name="Input">As it was given.</param>
internal sealed record StartRecord(
    long Number, int Definition, long Milliseconds, int Seed, string Arn, string StateMachineArn, string RoleArn, string? AliasArn, string? VersionArn, string Region, string Input)
{
    public string Name => Arn.Split(':', 8)[7];

    public string StateMachineName => Arn.Split(':', 8)[6];
}
