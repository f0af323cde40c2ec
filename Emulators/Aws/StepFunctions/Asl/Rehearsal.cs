using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>One state that is tried on its own: what stands for the work that it would have done, and what is seen on the way (API reference, TestState).</summary>
/// <param name="State">Name of the state.</param>
public sealed class Rehearsal(string State)
{
    /// <summary>What the context object calls the state, and the state is called where the request names none.</summary>
    public const string StateName = "StateName";

    private readonly Dictionary<string, Json> _seen = new(StringComparer.Ordinal);

    /// <summary>What stands for the branches of a Parallel or the items of a Map; null where there is nothing.</summary>
    public Stimulus? Mock { get; init; }

    /// <summary>What stands for the context object; null for the real one.</summary>
    public JsonObject? Context { get; init; }

    /// <summary>How often the retrier that matches has been at work before.</summary>
    public int RetryCount { get; init; }

    /// <summary>Iterations of a Map that are to count as failed.</summary>
    public int? FailedIterations { get; init; }

    /// <summary>Members of the inspection data, by name.</summary>
    public IReadOnlyDictionary<string, Json> Seen => _seen;

    internal bool Concerns(string state) => state == State;

    internal void See(string state, string name, Json value)
    {
        if (state == State)
        {
            _seen[name] = value;
        }
    }
}
