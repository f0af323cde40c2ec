namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>A set of states and the one that begins.</summary>
internal sealed record StateBlock(string StartAt, Dictionary<string, State> States)
{
    /// <summary>Variables that each state reads, those of inner states included.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> References()
    {
        var references = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        Collect(references);
        return references;
    }

    private void Collect(Dictionary<string, IReadOnlyList<string>> references)
    {
        foreach (var (name, state) in States)
        {
            string[] read = [.. state.References.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            if (read.Length > 0)
            {
                references[name] = read;
            }
            foreach (var block in state.Blocks)
            {
                block.Collect(references);
            }
        }
    }
}
