namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>A Task state's resource, taken apart: <c>arn:aws:states:::sqs:sendMessage.waitForTaskToken</c>.</summary>
/// <param name="Arn">As written.</param>
/// <param name="Kind">Who does the work.</param>
/// <param name="Service">Service of an integration (<c>sqs</c>, <c>aws-sdk:s3</c>), else empty.</param>
/// <param name="Operation">Operation with its suffix, as the history names it.</param>
public sealed record TaskResource(string Arn, TaskKind Kind, string Service, string Operation)
{
    private const string Callback = ".waitForTaskToken";

    public bool WaitsForToken => Operation.EndsWith(Callback, StringComparison.Ordinal);

    public bool WaitsForJob => Operation.EndsWith(".sync", StringComparison.Ordinal) || Operation.EndsWith(".sync:2", StringComparison.Ordinal);

    /// <summary>Whether its answer comes after the call itself was answered.</summary>
    public bool IsSubmitted => WaitsForToken || WaitsForJob;

    /// <summary>The operation without its suffix.</summary>
    public string Action => Operation.IndexOf('.') is var dot && dot >= 0 ? Operation[..dot] : Operation;

    public static TaskResource Parse(string arn)
    {
        var parts = arn.Split(':');
        if (parts.Length > 6 && parts[2] == "states" && parts[5] == "activity")
        {
            return new TaskResource(arn, TaskKind.Activity, "", "");
        }
        if (parts.Length >= 7 && parts[2] == "states" && parts[3].Length == 0 && parts[4].Length == 0)
        {
            var operation = parts.Length > 7 && parts[^1] == "2" && parts[^2].EndsWith(".sync", StringComparison.Ordinal) ? $"{parts[^2]}:2" : parts[^1];
            var service = string.Join(':', parts[5..]);
            service = service[..^(operation.Length + 1)];
            return new TaskResource(arn, TaskKind.Service, service, operation);
        }
        return new TaskResource(arn, TaskKind.Lambda, "", "");
    }
}
