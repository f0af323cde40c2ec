namespace EventAi.Emulators.Tests.Aws.StepFunctions;

internal sealed class StatesCallException(string code, string message) : Exception($"{code}: {message}")
{
    public string Code { get; } = code;
}
