using EventAi.Bench.Aws;
using EventAi.Bench.Aws.Requests;
using EventAi.Bench.Aws.StepFunctions;

// `./eventai bench aws [asl] [s3] [sqs]`: every part, or those that are named.
var parts = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["asl"] = WorkflowBench.RunAsync,
    ["s3"] = static () => RequestBench.RunAsync("s3"),
    ["sqs"] = static () => RequestBench.RunAsync("sqs"),
};
if (args is ["null-server", var port])
{
    NullServer.Run(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)); // until it is ended
    return 0;
}
if (args.FirstOrDefault(argument => !parts.ContainsKey(argument)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"bench aws: there is no part '{unknown}'; there are: {string.Join(", ", parts.Keys)}");
    return 1;
}
Console.WriteLine($"{Environment.ProcessorCount} cores, load {await MachineLoad.ReadAsync()} at the start");
foreach (var (name, run) in parts)
{
    if (args.Length == 0 || args.Contains(name, StringComparer.Ordinal))
    {
        await run();
    }
}
return 0;
