using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>What an ARN leads to.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Revision">The machine itself or one of its versions: definition, role, revision.</param>
/// <param name="VersionArn">Null for the machine itself.</param>
/// <param name="AliasArn">Null where no alias was named.</param>
internal sealed record ResolvedMachine(JsonObject Machine, JsonObject Revision, string? VersionArn, string? AliasArn)
{
    public string Arn => Machine["stateMachineArn"]!.AsString()!;

    public string Name => Machine["name"]!.AsString()!;

    public bool IsExpress => Machine["type"]!.AsString() == "EXPRESS";

    public string Definition => Revision["definition"]!.AsString()!;

    public string RoleArn => Revision["roleArn"]!.AsString()!;
}
