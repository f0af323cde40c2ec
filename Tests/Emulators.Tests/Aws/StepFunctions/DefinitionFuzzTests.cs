using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Simulation;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Tests.Aws.StepFunctions;

/// <summary>Definitions that are almost right: each is refused with a diagnostic, or runs to an end; nothing is thrown and nothing hangs.</summary>
public sealed class DefinitionFuzzTests
{
    private static readonly Json[] Bases = [.. AslCase.Definitions().Where(static definition => StateMachine.Read(definition.Text, isExpress: false, out _) is not null)];

    private static readonly Json[] Odd =
    [
        Json.Null, Json.True, 0, -1, 1.5, 1e300, "", "$", "$.a", "$$", "$x", "States.Format('{}', $.a)", "States.Array(", "{% $states.input %}", "{% (%}", "{% $f := function($x){$f($x)}; $f(1) %}",
        new JsonArray(), new JsonObject(), new JsonArray { "States.ALL" }, "Pass", "Map", "2024-01-01T00:00:00Z", "arn:aws:states:::sqs:sendMessage",
    ];

    [Fact]
    public void Definitions_Mutated_NeverCrashOrHang() => Run(3_000, seed: 1);

    [Fact]
    [Trait("Category", "Long")]
    public void Definitions_MutatedAHundredThousandTimes_NeverCrashOrHang() => Run(100_000, seed: 2);

    private static void Run(int count, int seed)
    {
        var random = new Random(seed);
        var ran = 0;
        for (var i = 0; i < count; i++)
        {
            var definition = Bases[random.Next(Bases.Length)];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                definition = Mutate(definition, random);
            }
            var machine = StateMachine.Read(definition.Text, random.Next(5) == 0, out var diagnostics);
            if (machine is null)
            {
                Assert.NotEmpty(diagnostics);
                continue;
            }
            ran++;
            var info = new ExecutionInfo { Arn = "arn:aws:states:us-east-1:000000000000:execution:m:e", Name = "e", StateMachineArn = "m", StateMachineName = "m", RoleArn = "r", Seed = i, Token = static task => $"t{task}" };
            var run = new VirtualRun(new Execution(machine, info, Json.Parse("""{"a":1,"b":[1,2],"c":{"d":"x"}}""")), request => random.Next(3) switch
            {
                0 => [(TimeSpan.Zero, Stimulus.Failed(request.Id, "E", "C"))],
                1 => [(TimeSpan.FromSeconds(1), Stimulus.Started(request.Id)), (TimeSpan.FromSeconds(2), Stimulus.Submitted(request.Id, Json.Null)), (TimeSpan.FromSeconds(3), Stimulus.Succeeded(request.Id, request.Parameters))],
                _ => [],
            });
            run.ToEnd(DateTimeOffset.UnixEpoch, mostSteps: 2_000);
            Assert.True(run.Execution.LastEvent <= Execution.MostEvents);
        }
        Assert.InRange(ran, count / 50, count);
    }

    private static Json Mutate(Json value, Random random)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when random.Next(25) > 0:
                var chosen = Choose(members, random);
                var changed = new JsonObject();
                var index = 0;
                foreach (var (name, member) in members)
                {
                    if (index++ != chosen)
                    {
                        changed.Add(name, member);
                        continue;
                    }
                    switch (random.Next(20))
                    {
                        case 0:
                            break; // dropped
                        case 1:
                            changed.Add(name + "x", member);
                            break;
                        default:
                            changed.Add(name, Mutate(member, random));
                            break;
                    }
                }
                return changed;
            case JsonArray { Count: > 0 } items when random.Next(25) > 0:
                var at = random.Next(items.Count);
                return new JsonArray(items.Select((item, i) => i == at ? Mutate(item, random) : item));
            case JsonString text when random.Next(3) > 0 && text.Value.Length > 0:
                var cut = random.Next(text.Value.Length);
                return text.Value.Remove(cut, 1).Insert(cut, ((char)random.Next(32, 127)).ToString());
            default:
                return Odd[random.Next(Odd.Length)];
        }
    }

    /// <summary>Seldom what holds the states together: a definition without its transitions is refused and shows nothing more.</summary>
    private static int Choose(JsonObject members, Random random)
    {
        string[] names = [.. members.Names];
        var chosen = random.Next(names.Length);
        for (var tries = 0; tries < 6 && names[chosen] is ("StartAt" or "Next" or "Type" or "End" or "Default" or "ErrorEquals"); tries++)
        {
            chosen = random.Next(names.Length);
        }
        return chosen;
    }
}
