using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>What a path selects: an array that turns into its only item, or nothing, where it has one or none.</summary>
internal sealed class Sequence : JsonArray
{
    public Sequence()
    {
    }

    public Sequence(IEnumerable<Json> items)
        : base(items)
    {
    }

    /// <summary>A sequence of one stays an array.</summary>
    public bool KeepSingleton { get; set; }

    public bool IsTupleStream { get; init; }

    /// <summary>The array around an input that is an array itself: only its item is the input.</summary>
    public bool IsWrapper { get; init; }
}
