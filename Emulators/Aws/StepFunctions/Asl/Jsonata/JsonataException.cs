namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>An expression that cannot be read or evaluated, with JSONata's own code (S… syntax, T… types, D… dynamic).</summary>
public sealed class JsonataException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    /// <summary>A number that JSON cannot hold.</summary>
    internal static JsonataException OutOfRange(double value) => new("D1001", $"Number out of range: {Values.JsonNumber.Format(value)}");
}
