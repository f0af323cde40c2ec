namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>What a parent operator (%) looks for: the step whose context it means, some levels up the path.</summary>
internal sealed class ParentSlot(string label)
{
    /// <summary>Name under which the tuples of the path hold the parent; operators that mean the same step share it.</summary>
    public string Label { get; set; } = label;

    /// <summary>Steps still to go back; 0 once the step is found.</summary>
    public int Level { get; set; } = 1;
}
