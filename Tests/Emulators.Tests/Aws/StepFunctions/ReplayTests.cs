using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>The same start and stimuli give the same history: what recovery rests on.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void Stimuli_TakenAgain_GiveTheSameHistory()
    {
        const string Definition = """
            {"QueryLanguage":"JSONata","StartAt":"P","States":{
              "P":{"Type":"Parallel","Next":"R","Branches":[
                {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage","Arguments":{"x":"{% $random() %}"},"Retry":[{"ErrorEquals":["States.ALL"],"JitterStrategy":"FULL","MaxAttempts":2}],"End":true}}},
                {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"arn:aws:states:us-east-1:000000000000:activity:b","TimeoutSeconds":5,"Catch":[{"ErrorEquals":["States.Timeout"],"Next":"C"}],"End":true},
                  "C":{"Type":"Pass","Output":"{% $uuid() %}","End":true}}}]},
              "R":{"Type":"Wait","Seconds":3,"End":true}}}
            """;
        var machine = StateMachine.Read(Definition, isExpress: false, out _)!;
        (DateTimeOffset, Stimulus)[] stimuli =
        [
            (At(1), Stimulus.Started(1)), (At(1), Stimulus.Failed(1, "E", null)), (At(4), Stimulus.Tick), (At(5), Stimulus.Started(3)), (At(6), Stimulus.Succeeded(3, 1)), (At(6), Stimulus.Tick), (At(9), Stimulus.Tick),
        ];
        var first = Run(machine, stimuli);
        Assert.Equal(ExecutionStatus.Succeeded, first.Status);
        Assert.Equal(first.Events.Select(static happened => happened.Describe().Text), Run(machine, stimuli).Events.Select(static happened => happened.Describe().Text));
    }

    [Fact]
    public void Forever_InALoop_EndsWithTheHistory()
    {
        var machine = StateMachine.Read("""{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Choice","Choices":[{"Variable":"$.x","IsPresent":true,"Next":"C"}],"Default":"A"},"C":{"Type":"Succeed"}}}""", isExpress: false, out _)!;
        var run = new EventAi.Emulators.Aws.StepFunctions.Asl.Simulation.VirtualRun(New(machine), static _ => []);
        Assert.True(run.ToEnd(At(0)));
        Assert.Equal((ExecutionStatus.Failed, Execution.MostEvents), (run.Execution.Status, run.Execution.LastEvent));
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static Execution New(StateMachine machine) => new(
        machine, new ExecutionInfo { Arn = "arn:aws:states:us-east-1:000000000000:execution:m:e", Name = "e", StateMachineArn = "m", StateMachineName = "m", RoleArn = "r", Seed = 3, Token = static task => $"t{task}" }, new JsonObject());

    private static Execution Run(StateMachine machine, (DateTimeOffset, Stimulus)[] stimuli)
    {
        var execution = New(machine);
        execution.Start(At(0));
        foreach (var (at, stimulus) in stimuli)
        {
            execution.Apply(stimulus, at);
        }
        return execution;
    }
}
