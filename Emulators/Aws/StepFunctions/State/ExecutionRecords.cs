using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.State;

/// <summary>The records of <see cref="ExecutionLog"/>.</summary>
internal static class ExecutionRecords
{
    public const byte Definition = 1;
    public const byte Start = 2;
    public const byte Stimulus = 3;
    public const byte End = 4;
    public const byte WithoutActivity = 5;
    public const byte Copied = 6;

    [ThreadStatic]
    private static RecordWriter? t_writer;

    public static ReadOnlyMemory<byte> OfDefinition(int id, string text)
    {
        var writer = Writer();
        writer.Begin(Definition).Int(id).Text(text).End();
        return writer.Written;
    }

    public static ReadOnlyMemory<byte> OfStart(StartRecord start)
    {
        var writer = Writer();
        writer.Begin(Start).Long(start.Number).Int(start.Definition).Long(start.Milliseconds).Int(start.Seed).Text(start.Arn).Text(start.StateMachineArn).Text(start.RoleArn)
            .Text(start.AliasArn).Text(start.VersionArn).Text(start.Region).Text(start.Input).End();
        return writer.Written;
    }

    /// <summary>Several stimuli of one moment, written in one go.</summary>
    public static ReadOnlyMemory<byte> OfStimuli(long number, long milliseconds, ReadOnlySpan<Stimulus> stimuli)
    {
        var writer = Writer();
        writer.Begin(Stimulus).Long(number).Long(milliseconds).Int(stimuli.Length);
        foreach (var stimulus in stimuli)
        {
            writer.Byte((byte)stimulus.Kind).Int(stimulus.Task).Text(stimulus.Output?.Text).Text(stimulus.Error).Text(stimulus.Cause);
        }
        writer.End();
        return writer.Written;
    }

    /// <summary>The outcome, so that a start need not find it out again.</summary>
    public static ReadOnlyMemory<byte> OfEnd(long number, ExecutionEntry entry)
    {
        var writer = Writer();
        writer.Begin(End).Long(number).Long(entry.Stopped!.Value.ToUnixTimeMilliseconds()).Byte((byte)entry.Status).Text(entry.Output?.Text).Text(entry.Error).Text(entry.Cause).End();
        return writer.Written;
    }

    /// <summary>The activity of a task did not exist when it came up: what is found again from the records must find the same.</summary>
    public static ReadOnlyMemory<byte> OfMissingActivity(long number, int task)
    {
        var writer = Writer();
        writer.Begin(WithoutActivity).Long(number).Int(task).End();
        return writer.Written;
    }

    /// <summary>A record of an execution that is written again, as one of all that it has.</summary>
    public static ReadOnlyMemory<byte> OfCopied(long number, int index, int count, byte[] record)
    {
        var writer = Writer();
        writer.Begin(Copied).Long(number).Int(index).Int(count).Blob(record).End();
        return writer.Written;
    }

    /// <summary>Reads a copied record from its beginning.</summary>
    public static (long Number, int Index, int Count, byte[] Record) ReadCopied(ref RecordReader reader)
    {
        reader.Byte();
        return (reader.Long(), reader.Int(), reader.Int(), reader.Blob()!);
    }

    /// <summary>Reads a start; the kind is already taken.</summary>
    public static StartRecord ReadStart(ref RecordReader reader)
        => new(reader.Long(), reader.Int(), reader.Long(), reader.Int(), reader.Text()!, reader.Text()!, reader.Text()!, reader.Text(), reader.Text(), reader.Text()!, reader.Text()!);

    /// <summary>Reads stimuli; kind and number are already taken.</summary>
    public static (DateTimeOffset Time, Stimulus[] Stimuli) ReadStimuli(ref RecordReader reader)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(reader.Long());
        var stimuli = new Stimulus[reader.Int()];
        for (var i = 0; i < stimuli.Length; i++)
        {
            var (kind, task) = ((StimulusKind)reader.Byte(), reader.Int());
            var output = reader.Text();
            stimuli[i] = new Stimulus(kind, task, output is null ? null : Json.ParseDocument(output), reader.Text(), reader.Text());
        }
        return (time, stimuli);
    }

    private static RecordWriter Writer()
    {
        var writer = t_writer ??= new RecordWriter();
        writer.Clear();
        return writer;
    }
}
