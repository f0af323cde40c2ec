using System.Diagnostics;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>The suites in clients/, each written with another client library, as programs of their own against the server under test.</summary>
public sealed class ClientSuiteTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    private static readonly TimeSpan SuiteDeadline = TimeSpan.FromMinutes(4);
    private static readonly string Suites = Path.Combine(AppContext.BaseDirectory, "Kafka", "clients");

    [ToolFact("kcat")]
    public Task Kcat() => PassAsync("bash", Path.Combine(Suites, "kcat.sh"));

    [ToolFact("/usr/lib/python3/dist-packages/kafka/__init__.py")]
    public Task KafkaPython() => PassAsync("/usr/bin/python3", Path.Combine(Suites, "kafka_python.py"));

    [ToolFact("npm")]
    [Trait("Category", "Long")]
    public async Task Kafkajs()
    {
        await InstallAsync();
        await PassAsync("node", Path.Combine(Suites, "kafkajs.mjs"));
    }

    [ToolFact("npm")]
    [Trait("Category", "Long")]
    public async Task Platformatic()
    {
        await InstallAsync();
        await PassAsync("node", Path.Combine(Suites, "platformatic.mjs"));
    }

    /// <summary>Packages are fetched once, beside everything else that this repository fetches.</summary>
    private static string Modules()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "EventAi.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? AppContext.BaseDirectory, ".eventai", "kafka-clients");
    }

    private async Task InstallAsync()
    {
        var modules = Modules();
        if (!File.Exists(Path.Combine(modules, "node_modules", ".package-lock.json")))
        {
            Directory.CreateDirectory(modules);
            File.Copy(Path.Combine(Suites, "package.json"), Path.Combine(modules, "package.json"), overwrite: true);
            Assert.Contains("added", await RunAsync("npm", "install", "--prefix", modules, "--no-audit", "--no-fund"), StringComparison.Ordinal);
        }
    }

    private async Task PassAsync(string program, string suite) =>
        Assert.EndsWith("all ok", (await RunAsync(program, suite)).TrimEnd(), StringComparison.Ordinal);

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EVENTAI_KAFKA"] = server.BootstrapServers;
        start.Environment["EVENTAI_MODULES"] = Modules();
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var deadline = new CancellationTokenSource(SuiteDeadline);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} is not done in {SuiteDeadline}: {await output} {await error}");
        }

        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await output} {await error}");
        return await output;
    }
}
