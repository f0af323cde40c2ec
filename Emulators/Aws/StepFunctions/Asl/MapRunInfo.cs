using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl;

/// <summary>A run of a distributed Map, as DescribeMapRun tells of it.</summary>
/// <param name="Arn">ARN.</param>
/// <param name="Started">When it began.</param>
public sealed record MapRunInfo(string Arn, DateTimeOffset Started)
{
    /// <summary>0 for no limit.</summary>
    public int MaxConcurrency { get; internal set; }

    /// <summary>Failures that do not fail it.</summary>
    public int ToleratedCount { get; internal set; }

    /// <summary>Per cent.</summary>
    public double ToleratedShare { get; internal set; }

    public int RedriveCount { get; private set; }

    /// <summary>Of the last redrive.</summary>
    public DateTimeOffset? Redriven { get; private set; }

    /// <summary>Begins further items when the limit allows more at once.</summary>
    internal Action? Fill { get; set; }

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

    /// <summary>UpdateMapRun: of a run that has ended nothing changes any more.</summary>
    internal void Change(Json limits)
    {
        if (Status != "RUNNING")
        {
            return;
        }
        MaxConcurrency = (int?)limits["maxConcurrency"]?.AsNumber() ?? MaxConcurrency;
        ToleratedCount = (int?)limits["toleratedFailureCount"]?.AsNumber() ?? ToleratedCount;
        ToleratedShare = limits["toleratedFailurePercentage"]?.AsNumber() ?? ToleratedShare;
        Fill?.Invoke();
    }

    internal void Redrive(DateTimeOffset now, int succeeded)
    {
        (Status, Stopped, Redriven, RedriveCount) = ("RUNNING", null, now, RedriveCount + 1);
        (Running, Failed, Aborted, Succeeded) = (0, 0, 0, succeeded);
    }

    /// <summary>Inputs and what came of them, in the order of items, for who writes them.</summary>
    internal JsonArray Results(List<Json> inputs, Json[] outputs, bool[] failed)
        => new(inputs.Select((input, index) => (Json)new JsonObject { { "Input", input }, { failed[index] ? "Failure" : "Output", outputs[index] } }));
}
