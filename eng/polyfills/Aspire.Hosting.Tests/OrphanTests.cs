using System.Diagnostics;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.RegularExpressions;

namespace EventAi.Aspire.Hosting.Tests;

/// <summary>The application host as a process of its own, as a person runs it.</summary>
public sealed partial class OrphanTests
{
    [Fact]
    public async Task Kill9_OfTheHost_LeavesNoProcessBehind()
    {
        using var host = StartHost();
        var lines = await ReadUntilAsync(host, "all resources healthy");
        var children = Descendants(host.Id);
        using HttpClient client = new() { BaseAddress = new(Address().Match(lines).Groups["url"].Value) };
        using var response = await client.PostAsync("/child", content: null);
        var grandchild = await response.Content.ReadFromJsonAsync<int>();
        Assert.True(children.Count >= 4, $"children: {string.Join(", ", children)}");
        Assert.True(TestApplication.IsAlive(grandchild));

        host.Kill(entireProcessTree: false);

        await AllGoneAsync([.. children, grandchild]);
    }

    [Fact]
    public async Task Kill9_OfTheReaperAndTheHost_StillEndsEveryChild()
    {
        using var host = StartHost();
        await ReadUntilAsync(host, "all resources healthy");
        var children = Descendants(host.Id);
        var reaper = children.Single(p => CommandLine(p).Contains("trap '' INT", StringComparison.Ordinal));

        using var kill = Process.Start("kill", ["-KILL", $"{reaper}"]);
        await kill.WaitForExitAsync().WaitAsync(TestApplication.Deadline);
        host.Kill(entireProcessTree: false);

        // The ticker's `sleep 1` is a grandchild and ends by itself.
        await AllGoneAsync(children);
    }

    [Fact]
    public async Task Sigterm_ToTheHost_TakesAllDownInOrder()
    {
        using var host = StartHost();
        await ReadUntilAsync(host, "all resources healthy");
        var children = Descendants(host.Id);

        using var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]);
        await host.WaitForExitAsync().WaitAsync(TestApplication.Deadline);

        Assert.Equal(0, host.ExitCode);
        await AllGoneAsync(children);
    }

    [Fact]
    public async Task Start_WithATakenPort_IsOneLineAndExitCode1()
    {
        using System.Net.Sockets.TcpListener taken = new(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        using var host = StartHost($"--front-port={port}");
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        var output = await host.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = await host.StandardError.ReadToEndAsync(deadline.Token);
        await host.WaitForExitAsync(deadline.Token);

        Assert.Equal(1, host.ExitCode);
        Assert.Equal($"error: Port {port} of endpoint 'http' of resource 'front' is in use by another process.", errors.TrimEnd());
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"front +(?<url>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();

    private static Process StartHost(params string[] args)
    {
        var assembly = typeof(Projects.SampleHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "apphostprojectpath").Value;
        ProcessStartInfo start = new("dotnet", ["exec", typeof(Projects.SampleHost).Assembly.Location, .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = assembly,
        };
        start.Environment["ASPIRE_DASHBOARD_PATH"] = "/nowhere";
        start.Environment["ResourceLogs__Directory"] = Directory.CreateTempSubdirectory("eventai-logs").FullName;
        return Process.Start(start)!;
    }

    private static async Task<string> ReadUntilAsync(Process process, string text)
    {
        using CancellationTokenSource deadline = new(TestApplication.Deadline);
        var all = "";
        while (!all.Contains(text, StringComparison.Ordinal))
        {
            var line = await process.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException($"The host ended:\n{all}{await process.StandardError.ReadToEndAsync()}");
            all += line + "\n";
        }
        return all;
    }

    private static List<int> Descendants(int parent)
    {
        List<int> found = [];
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
        {
            try
            {
                var stat = File.ReadAllText($"{directory}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (int.Parse(fields[1]) == parent)
                {
                    var child = int.Parse(Path.GetFileName(directory));
                    found.AddRange([child, .. Descendants(child)]);
                }
            }
            catch (IOException)
            {
                // it has ended meanwhile
            }
        }
        return found;
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task AllGoneAsync(IReadOnlyList<int> pids)
    {
        var started = Stopwatch.GetTimestamp();
        while (pids.Any(TestApplication.IsAlive))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), $"alive: {string.Join(", ", pids.Where(TestApplication.IsAlive).Select(p => $"{p} {CommandLine(p)}"))}");
            await Task.Yield();
        }
    }
}
