namespace EventAi.Emulators.Qdrant.State.Payloads;

/// <summary>One step of a <see cref="PayloadPath"/>: into a member of an object, or into one or every element of an array.</summary>
internal readonly record struct PayloadStep(PayloadStepKind Kind, string Name, int? Index)
{
    public static readonly PayloadStep EveryElement = new(PayloadStepKind.Element, "", null);

    public static PayloadStep Named(string name) => new(PayloadStepKind.Name, name, null);

    public static PayloadStep At(int index) => new(PayloadStepKind.Element, "", index);
}
