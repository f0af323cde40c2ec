using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Simulation;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>All variables of an execution together have 10 MiB.</summary>
public sealed class VariableLimitTests
{
    private const int ValueBytes = 250_000;
    private const int Fitting = 10 * 1024 * 1024 / ValueBytes;

    [Theory]
    [InlineData(Fitting, false, ExecutionStatus.Succeeded)]
    [InlineData(Fitting + 1, false, ExecutionStatus.Failed)]
    [InlineData(Fitting + 1, true, ExecutionStatus.Succeeded)] // the same variable again takes the place of the old one
    public void Assign_State_UpToTheTotal(int states, bool oneName, ExecutionStatus expected)
    {
        var passes = Enumerable.Range(0, states).Select(i =>
            $$"""
            "S{{i}}":{"Type":"Pass","Assign":{"v{{(oneName ? 0 : i)}}.$":"$.text"},"Next":"S{{i + 1}}" }
            """);
        var machine = StateMachine.Read($$$"""{"StartAt":"S0","States":{ {{{string.Join(',', passes)}}},"S{{{states}}}":{"Type":"Succeed"} } }""", isExpress: false, out var problems);
        Assert.True(machine is not null, string.Join(' ', problems));
        var info = new ExecutionInfo { Arn = "arn:aws:states:us-east-1:000000000000:execution:m:e", Name = "e", StateMachineArn = "m", StateMachineName = "m", RoleArn = "r", Seed = 3, Token = static task => $"t{task}" };
        var run = new VirtualRun(new Execution(machine, info, new JsonObject { { "text", new string('x', ValueBytes - 2) } }), static _ => []);

        Assert.True(run.ToEnd(DateTimeOffset.UnixEpoch));

        Assert.Equal(expected, run.Execution.Status);
        Assert.Equal(expected == ExecutionStatus.Failed ? "States.DataLimitExceeded" : null, run.Execution.Error);
    }
}
