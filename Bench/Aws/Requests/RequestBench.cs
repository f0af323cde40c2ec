using System.Diagnostics;
using System.Globalization;

namespace EventAi.Bench.Aws.Requests;

/// <summary>
/// S3 and SQS over HTTP: the endpoint (durable, in a temporary directory, and in memory) beside fauxqs (in memory, as it starts by default) and
/// s3rver (files). All run during the whole measurement, and every round asks one after the other, so that what else the machine
/// does falls on all alike.
/// </summary>
internal static class RequestBench
{
    private const int Rounds = 9;
    private const int Starts = 5;
    private static readonly int[] InFlight = [1, 8];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    /// <param name="service"><c>s3</c> or <c>sqs</c>.</param>
    public static async Task RunAsync(string service)
    {
        var folder = Directory.CreateTempSubdirectory("eventai-bench-").FullName;
        var servers = new List<ServerProcess>();
        try
        {
            await StartAllAsync(service, folder, servers);
            await MeasureAsync(service, servers);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StartAllAsync(string service, string folder, List<ServerProcess> servers)
    {
        Console.WriteLine($"\n| {service} | ready after s | MB at rest | idle CPU, % of a core |");
        Console.WriteLine("|---|---:|---:|---:|");
        string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder, $"{name}-{Guid.NewGuid():N}")).FullName;
        string Script(string name) => Path.Combine(AppContext.BaseDirectory, "rivals", name);
        string[] Endpoint(int port, params string[] storage) => ["dotnet", Path.Combine(AppContext.BaseDirectory, "EventAi.AwsEmulator.dll"), "--port", $"{port}", .. storage];
        await StartAsync("endpoint, durable", port => Endpoint(port, "--data", Folder("endpoint")), servers);
        await StartAsync("endpoint, memory", port => Endpoint(port, "--memory"), servers);
        await StartAsync("a server that does nothing", port => ["dotnet", Path.Combine(AppContext.BaseDirectory, "EventAi.AwsBench.dll"), "null-server", $"{port}"], servers);
        await StartAsync("fauxqs 2.4.1, memory", port => ["node", Script("fauxqs.mjs"), $"{port}"], servers);
        if (service == "s3")
        {
            await StartAsync("s3rver 3.7.1, files", port => ["node", Script("s3rver.cjs"), $"{port}", Folder("s3rver")], servers);
        }
    }

    private static async Task StartAsync(string name, Func<int, string[]> program, List<ServerProcess> servers)
    {
        try
        {
            var seconds = new List<double>();
            for (var i = 1; i < Starts; i++)
            {
                await using var once = await ServerProcess.StartAsync(name, program);
                seconds.Add(once.StartSeconds);
            }
            var server = await ServerProcess.StartAsync(name, program);
            servers.Add(server);
            seconds.Add(server.StartSeconds);
            var (cpu, megabytes) = await server.RestAsync();
            Console.WriteLine($"| {name} | {Median(seconds):N2} | {megabytes:N0} | {cpu:N1} |");
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine($"| {name} | {exception.Message} | | |");
        }
    }

    private static async Task MeasureAsync(string service, List<ServerProcess> servers)
    {
        var subjects = new List<(ServerProcess Server, Workload[] Workloads)>();
        foreach (var server in servers)
        {
            var workloads = Workloads.Prepare(service, server.Port, InFlight.Max());
            foreach (var workload in workloads)
            {
                await workload.RunAsync(server.Port, InFlight.Max(), WarmUp);
            }
            subjects.Add((server, workloads));
        }
        Console.WriteLine("\n| | in flight | | operations/s | of the first | server's processor, µs each | client's, µs each |");
        Console.WriteLine("|---|---:|---|---:|---:|---:|---:|");
        for (var row = 0; row < subjects[0].Workloads.Length; row++)
        {
            foreach (var inFlight in InFlight)
            {
                await RowAsync(row, inFlight, subjects);
            }
        }
    }

    private static async Task RowAsync(int row, int inFlight, List<(ServerProcess Server, Workload[] Workloads)> subjects)
    {
        var (figures, costs, own) = (subjects.ConvertAll(static _ => new List<double>()), subjects.ConvertAll(static _ => new List<double>()), subjects.ConvertAll(static _ => new List<double>()));
        using var self = Process.GetCurrentProcess();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < subjects.Count; i++)
            {
                var server = subjects[i].Server;
                var (started, before, ownBefore) = (TimeProvider.System.GetTimestamp(), server.Cpu(), self.TotalProcessorTime);
                var perSecond = await subjects[i].Workloads[row].RunAsync(server.Port, inFlight, Round);
                var operations = perSecond * TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                self.Refresh();
                figures[i].Add(perSecond);
                costs[i].Add((server.Cpu() - before).TotalMicroseconds / operations);
                own[i].Add((self.TotalProcessorTime - ownBefore).TotalMicroseconds / operations);
            }
        }
        for (var i = 0; i < subjects.Count; i++)
        {
            var times = i == 0 ? "" : (Median(figures[i]) / Median(figures[0])).ToString("N2", CultureInfo.InvariantCulture);
            Console.WriteLine($"| {(i == 0 ? subjects[0].Workloads[row].Name : "")} | {inFlight} | {subjects[i].Server.Name} | {Median(figures[i]):N0} | {times} | {Median(costs[i]):N0} | {Median(own[i]):N0} |");
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
