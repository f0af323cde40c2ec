using System.Diagnostics;
using EventAi.Emulators.Aws;
using EventAi.Emulators.Aws.Journaling;
using EventAi.Emulators.Aws.StepFunctions.Asl;
using EventAi.Emulators.Aws.StepFunctions.Asl.Simulation;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;
using EventAi.Emulators.Aws.StepFunctions.State;
using Microsoft.Extensions.Logging.Abstractions;

namespace EventAi.Bench.Aws.StepFunctions;

/// <summary>
/// Executions of route → Parallel(search, calculate) → synthesis, whose tasks answer at once: the interpreter alone beside
/// aws-local-stepfunctions, and the endpoint's own host with its log (Standard) and without (Express).
/// </summary>
internal static class WorkflowBench
{
    private const int Executions = 30_000;
    private const int Transitions = 5;
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private const string Definition = $$$$$"""
        {"StartAt":"Route","States":{
          "Route":{"Type":"Task","Resource":"{{{{{Arn}}}}}","Next":"Both"},
          "Both":{"Type":"Parallel","Next":"Synthesis","Branches":[
            {"StartAt":"Search","States":{"Search":{"Type":"Task","Resource":"{{{{{Arn}}}}}","End":true}}},
            {"StartAt":"Calculate","States":{"Calculate":{"Type":"Task","Resource":"{{{{{Arn}}}}}","End":true}}}]},
          "Synthesis":{"Type":"Task","Resource":"{{{{{Arn}}}}}","End":true}}}
        """;

    private static readonly Json Answer = Json.Parse("""{"text":"answer","n":1}""");

    public static async Task RunAsync()
    {
        Console.WriteLine($"\nroute → Parallel(2) → synthesis, {Executions:N0} executions, {Transitions} states each\n");
        Console.WriteLine("| | executions/s | µs per state |");
        Console.WriteLine("|---|---:|---:|");
        Row("aws-local-stepfunctions 3.0.0, in process, one thread", double.Parse(await Rivals.RunAsync("asl.mjs", Definition, $"{Executions}")), 1);
        Row("the interpreter, in process, one thread", Interpreter(), 1);
        Row("the endpoint's host, Express, two threads", Host(isExpress: true), 2);
        Row("the endpoint's host, Standard, durable, two threads", Host(isExpress: false), 2);
        Row("the endpoint's host, Standard, durable, one thread", Host(isExpress: false, threads: 1), 1);
    }

    private static void Row(string what, double perSecond, int threads) => Console.WriteLine($"| {what} | {perSecond:N0} | {1e6 * threads / perSecond / Transitions:N1} |");

    private static double Interpreter()
    {
        var machine = StateMachine.Read(Definition, isExpress: false, out _)!;
        void Once(int i)
        {
            var info = new ExecutionInfo { Arn = $"arn:aws:states:us-east-1:000000000000:execution:m:{i}", Name = "e", StateMachineArn = "m", StateMachineName = "m", RoleArn = "r", Token = static task => "t" };
            var run = new VirtualRun(new Execution(machine, info, Json.Parse("""{"question":"q"}""")), static request => [(TimeSpan.Zero, Stimulus.Started(request.Id)), (TimeSpan.Zero, Stimulus.Succeeded(request.Id, Answer))]);
            if (!run.ToEnd(DateTimeOffset.UnixEpoch) || run.Execution.Status != ExecutionStatus.Succeeded)
            {
                throw new InvalidOperationException($"The execution ended with {run.Execution.Status}: {run.Execution.Cause}");
            }
        }

        for (var i = 0; i < 5_000; i++)
        {
            Once(i);
        }
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Executions; i++)
        {
            Once(i);
        }
        return Executions / watch.Elapsed.TotalSeconds;
    }

    private static double Host(bool isExpress, int threads = 2)
    {
        var folder = Directory.CreateTempSubdirectory("eventai-bench-").FullName;
        try
        {
            using var directory = new DataDirectory(new AwsOptions { Data = folder });
            using var documents = new DocumentStore(Path.Combine(folder, "documents"), NullLogger.Instance);
            using var host = new ExecutionHost(directory, documents, new AwsOptions(), TimeProvider.System, NullLogger<ExecutionHost>.Instance);
            host.Begin((entry, task) => host.Apply(entry, Stimulus.Started(task.Request.Id), Stimulus.Succeeded(task.Request.Id, Answer)));
            void Many(int from, int count) => Parallel.For(from, from + count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            {
                var draft = new StartRecord(0, 0, 0, 0, $"arn:aws:states:us-east-1:000000000000:execution:m:{i}", "arn:aws:states:us-east-1:000000000000:stateMachine:m", "r", null, null, "us-east-1", """{"question":"q"}""");
                var entry = host.Start(Definition, draft, isExpress)!;
                if (entry.Status != ExecutionStatus.Succeeded)
                {
                    throw new InvalidOperationException($"The execution ended with {entry.Status}: {entry.Cause}");
                }
            });

            Many(0, 5_000);
            var watch = Stopwatch.StartNew();
            Many(5_000, Executions);
            return Executions / watch.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
