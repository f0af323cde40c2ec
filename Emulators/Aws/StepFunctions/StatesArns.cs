using System.Text.RegularExpressions;

namespace EventAi.Emulators.Aws.StepFunctions;

/// <summary>ARNs and names of Step Functions.</summary>
internal static partial class StatesArns
{
    public static string StateMachine(string region, string name) => $"arn:aws:states:{region}:{AwsOptions.AccountId}:stateMachine:{name}";

    public static string Activity(string region, string name) => $"arn:aws:states:{region}:{AwsOptions.AccountId}:activity:{name}";

    /// <summary>Of a map run, which is …:mapRun:machine/label:name: its name.</summary>
    public static string MapRunName(string mapRun) => mapRun[(mapRun.LastIndexOf(':') + 1)..];

    /// <summary>Whether an execution's ARN is that of a child execution: …:execution:machine/label:name.</summary>
    public static bool IsChild(string execution) => execution.Split(':', 8) is { Length: 8 } parts && parts[6].Contains('/', StringComparison.Ordinal);

    /// <summary>ARN of the state machine that a map run's child executions are said to run: the parent's with the map's label.</summary>
    public static string ChildStateMachine(string stateMachine, string mapRun) => $"{stateMachine}/{mapRun.Split('/')[^1].Split(':')[0]}";

    /// <summary>Checks the form of an ARN.</summary>
    /// <param name="arn">ARN.</param>
    /// <param name="kinds">Resource types that fit.</param>
    /// <returns>Its parts.</returns>
    public static string[] Check(string arn, params ReadOnlySpan<string> kinds)
    {
        var parts = arn.Split(':');
        if (parts.Length < 7 || parts[0] != "arn" || parts[2] != "states")
        {
            throw arn.StartsWith("arn:", StringComparison.Ordinal) ? StatesErrors.InvalidResource(parts.Length > 5 ? parts[5] : arn) : StatesErrors.InvalidArn(arn);
        }
        return kinds.Contains(parts[5]) ? parts : throw StatesErrors.InvalidResource(parts[5]);
    }

    public static string CheckName(string name)
        => name.Length is > 0 and <= 80 && !Forbidden().IsMatch(name) ? name : throw StatesErrors.InvalidName(name);

    [GeneratedRegex("[\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\u0000-\\u001f\\u007f-\\u009f]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Forbidden();
}
