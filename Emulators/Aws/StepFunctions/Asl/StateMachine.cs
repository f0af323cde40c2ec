using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.States;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>A definition in the Amazon States Language (states-language.net), read and checked.</summary>
public sealed class StateMachine
{
    internal StateMachine(StateBlock block, int? timeoutSeconds, bool isJsonata)
        => (Block, TimeoutSeconds, IsJsonata) = (block, timeoutSeconds, isJsonata);

    internal StateBlock Block { get; }

    internal bool IsJsonata { get; }

    /// <summary>Seconds that an execution may take; null for no limit.</summary>
    public int? TimeoutSeconds { get; }

    /// <summary>Variables that each state reads, as DescribeStateMachine answers them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> VariableReferences => _references ??= Block.References();

    private IReadOnlyDictionary<string, IReadOnlyList<string>>? _references;

    /// <summary>Reads a definition.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="isExpress">Express workflows know no callbacks, jobs and activities.</param>
    /// <param name="diagnostics">What is wrong with it; warnings do not stop it.</param>
    /// <returns>Null where there are errors.</returns>
    public static StateMachine? Read(string text, bool isExpress, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var reader = new DefinitionReader(isExpress);
        var machine = reader.Read(text);
        diagnostics = reader.Diagnostics;
        return diagnostics.Any(static diagnostic => diagnostic.IsError) ? null : machine;
    }
}
