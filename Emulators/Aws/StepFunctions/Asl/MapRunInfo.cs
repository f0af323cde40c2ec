using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>A run of a distributed Map, as DescribeMapRun tells of it.</summary>
/// <param name="Arn">ARN.</param>
/// <param name="MaxConcurrency">0 for no limit.</param>
/// <param name="ToleratedCount">Failures that do not fail it.</param>
/// <param name="ToleratedShare">Per cent.</param>
/// <param name="Started">When it began.</param>
public sealed record MapRunInfo(string Arn, int MaxConcurrency, int ToleratedCount, double ToleratedShare, DateTimeOffset Started)
{
    /// <summary>RUNNING, SUCCEEDED, FAILED or ABORTED.</summary>
    public string Status { get; internal set; } = "RUNNING";

    public DateTimeOffset? Stopped { get; internal set; }

    /// <summary>Items, or batches of them.</summary>
    public int Total { get; internal set; }

    public int ItemTotal { get; internal set; }

    public int Running { get; internal set; }

    public int Succeeded { get; internal set; }

    public int Failed { get; internal set; }

    public int Aborted { get; internal set; }

    /// <summary>Whether results were written, of as many items as there were.</summary>
    public bool WroteResults { get; internal set; }

    /// <summary>Inputs and what came of them, in the order of items, for who writes them.</summary>
    internal JsonArray Results(List<Json> inputs, Json[] outputs, bool[] failed)
        => new(inputs.Select((input, index) => (Json)new JsonObject { { "Input", input }, { failed[index] ? "Failure" : "Output", outputs[index] } }));
}
