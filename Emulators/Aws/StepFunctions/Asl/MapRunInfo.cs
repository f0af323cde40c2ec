using System.Buffers.Binary;
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

    /// <summary>Its items; null before they were read.</summary>
    internal Running.MapRun? Run { get; set; }

    /// <summary>The child executions that have begun, in the order of items.</summary>
    public IReadOnlyList<ChildExecution> Children => Run?.Children ?? [];

    /// <summary>Whether child executions can be asked for: those of a Map whose ExecutionType is EXPRESS cannot.</summary>
    public bool IsExpress { get; init; }

    /// <summary>Label of the Map.</summary>
    public string Label => Arn[(Arn.IndexOf('/', StringComparison.Ordinal) + 1)..Arn.LastIndexOf(':')];

    /// <summary>ARN of a child execution: …:execution:machine/label:name.</summary>
    public string ChildArn(int index)
    {
        var parts = Arn.Split(':', 7);
        return $"arn:aws:states:{parts[3]}:{parts[4]}:{(IsExpress ? "express" : "execution")}:{parts[6][..parts[6].LastIndexOf(':')]}:{ChildName(index)}{(IsExpress ? ":" + ChildName(~index) : "")}";
    }

    /// <summary>Name of a child execution: the UUID of the run, of which the item's index changes the last eight digits.</summary>
    public string ChildName(int index)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.Parse(Arn.AsSpan(Arn.LastIndexOf(':') + 1)).TryWriteBytes(bytes, bigEndian: true, out _);
        var last = BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], last ^ (index + 1));
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>Index of the item that a child execution's name stands for.</summary>
    /// <param name="mapRun">ARN of the run.</param>
    /// <param name="child">Name.</param>
    /// <returns>Null where it is none of this run.</returns>
    public static int? IndexOf(string mapRun, string child)
    {
        Span<byte> own = stackalloc byte[16];
        Span<byte> other = stackalloc byte[16];
        if (!Guid.TryParse(mapRun.AsSpan(mapRun.LastIndexOf(':') + 1), out var run) || !Guid.TryParse(child, out var name))
        {
            return null;
        }
        run.TryWriteBytes(own, bigEndian: true, out _);
        name.TryWriteBytes(other, bigEndian: true, out _);
        var index = (BinaryPrimitives.ReadInt32BigEndian(own[12..]) ^ BinaryPrimitives.ReadInt32BigEndian(other[12..])) - 1;
        return own[..12].SequenceEqual(other[..12]) && index >= 0 ? index : null;
    }

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
        Run?.Fill();
    }

    internal void Redrive(DateTimeOffset now, int succeeded)
    {
        (Status, Stopped, Redriven, RedriveCount) = ("RUNNING", null, now, RedriveCount + 1);
        (Running, Failed, Aborted, Succeeded) = (0, 0, 0, succeeded);
    }
}
