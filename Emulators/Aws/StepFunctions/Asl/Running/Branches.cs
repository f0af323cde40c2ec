using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Running;

/// <summary>Branches or iterations that run side by side; tells of each that ends.</summary>
internal sealed class Branches
{
    /// <summary>Index and outcome of those that ended.</summary>
    public Mailbox<(int Index, Outcome Outcome)> Ended { get; } = new();

    public void Start(int index, Scope scope, Json input) => _ = RunAsync(index, scope, input);

    /// <summary>Goes on after a redrive.</summary>
    public void Resume(int index, Scope scope) => _ = RunAsync(index, scope, input: null);

    private async Flow<bool> RunAsync(int index, Scope scope, Json? input)
    {
        var outcome = input is null ? await scope.ResumeAsync() : await scope.RunAsync(input);
        Ended.Post((index, outcome));
        return true;
    }
}
