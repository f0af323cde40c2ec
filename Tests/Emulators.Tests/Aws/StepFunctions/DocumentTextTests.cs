using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Simulation;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>Where a document's white space is kept, as it was recorded of AWS.</summary>
public sealed class DocumentTextTests
{
    private const string Spaced = "[[1, 2], [3, 4]]";

    [Fact]
    public void Parallel_OfUntouchedInputs_KeepsTheirText()
    {
        var run = Run("""{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},{"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}]}}}""");

        Assert.Equal($"[{Spaced},{Spaced}]", run.Output!.Text);
    }

    [Fact]
    public void DistributedMap_Entered_HasItsInputWrittenAnew()
    {
        var run = Run("""{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}}}}""");

        Assert.Equal(Spaced, run.Events[0].Describe()["executionStartedEventDetails"]!["input"]!.AsString());
        Assert.Equal("[[1,2],[3,4]]", run.Events[1].Describe()["stateEnteredEventDetails"]!["input"]!.AsString());
    }

    [Fact]
    public void InlineMap_Entered_KeepsItsInputAndWritesItemsAnew()
    {
        var run = Run("""{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}}}}""");

        var entered = run.Events.Select(static happened => happened.Describe()["stateEnteredEventDetails"]?["input"]?.AsString()).OfType<string>();
        Assert.Equal([Spaced, "[1,2]", "[3,4]"], entered.OrderBy(static text => text == Spaced ? 0 : 1).ThenBy(static text => text, StringComparer.Ordinal));
    }

    private static Execution Run(string definition)
    {
        var machine = StateMachine.Read(definition, isExpress: false, out var problems);
        Assert.True(machine is not null, string.Join(' ', problems));
        var info = new ExecutionInfo { Arn = "arn:aws:states:us-east-1:000000000000:execution:m:e", Name = "e", StateMachineArn = "m", StateMachineName = "m", RoleArn = "r", Seed = 3, Token = static task => $"t{task}" };
        var run = new VirtualRun(new Execution(machine, info, Json.ParseDocument(Spaced)), static _ => []);
        Assert.True(run.ToEnd(DateTimeOffset.UnixEpoch));
        return run.Execution;
    }
}
