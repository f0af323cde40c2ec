namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>An expression that cannot be read or evaluated, with JSONata's own code (S… syntax, T… types, D… dynamic).</summary>
public sealed class JsonataException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
