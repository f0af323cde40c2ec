using System.Diagnostics;
using System.Globalization;
using EventAi.Emulators.Kafka;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>The broker as users start it: a process of its own, that can be killed.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private const string Ready = "Kafka broker ready on ";
    private readonly Process _process;

    private BrokerProcess(Process process, string bootstrapServers)
    {
        _process = process;
        BootstrapServers = bootstrapServers;
    }

    public string BootstrapServers { get; }

    /// <summary>For the next start on the same one.</summary>
    public int Port => int.Parse(BootstrapServers[(BootstrapServers.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);

    public static async Task<BrokerProcess> StartAsync(string data, int port = 0, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "exec", typeof(KafkaBroker).Assembly.Location, "--port", $"{port}", "--data", data }.Concat(more))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(KafkaServer.Deadline) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                return new BrokerProcess(process, line[Ready.Length..]);
            }

            said.Add(line); // what it had to mend after a kill, for example
        }

        throw new InvalidOperationException($"The broker did not start: {string.Join('\n', said)} {await process.StandardError.ReadToEndAsync().WaitAsync(KafkaServer.Deadline)}");
    }

    /// <summary>SIGKILL: no chance to flush, close or say goodbye.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(KafkaServer.Deadline);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
