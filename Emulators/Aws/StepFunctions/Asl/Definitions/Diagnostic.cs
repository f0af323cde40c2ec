namespace EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;

/// <summary>Something wrong with a definition.</summary>
/// <param name="Code">E.g. <c>SCHEMA_VALIDATION_FAILED</c>.</param>
/// <param name="Message">AWS's text.</param>
/// <param name="Location">E.g. <c>/States/A/Next</c>; null for the whole text.</param>
/// <param name="IsError">Otherwise a warning.</param>
public sealed record Diagnostic(string Code, string Message, string? Location, bool IsError = true)
{
    public const string Schema = "SCHEMA_VALIDATION_FAILED";
    public const string NoTarget = "MISSING_TRANSITION_TARGET";
    public const string NoJson = "INVALID_JSON_DESCRIPTION";

    /// <summary>As the message of an InvalidDefinition error lists it.</summary>
    public override string ToString() => Location is null ? $"{Code}: {Message}" : $"{Code}: {Message} at {Location}";
}
