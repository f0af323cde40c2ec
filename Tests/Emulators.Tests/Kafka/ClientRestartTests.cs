using EventAi.Support;

namespace EventAi.Emulators.Tests.Kafka;

/// <summary>Idempotent producers of other libraries, while the broker is killed and comes back on the same port: each record once, in order.</summary>
public sealed class ClientRestartTests
{
    private const int Restarts = 4;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(900);

    [ToolFact("npm")]
    public Task Kafkajs() => PassThroughRestartsAsync(suite => suite.PassNodeAsync("kafkajs.mjs", "restart"));

    [ToolFact("npm")]
    public Task Platformatic() => PassThroughRestartsAsync(suite => suite.PassNodeAsync("platformatic.mjs", "restart"));

    [ToolFact("kcat")]
    public Task Kcat() => PassThroughRestartsAsync(suite => suite.PassAsync("bash", "kcat.sh", "restart"));

    private static async Task PassThroughRestartsAsync(Func<ClientSuite, Task> run)
    {
        using var data = new TemporaryFolder();
        using var signals = new TemporaryFolder();
        var over = Path.Combine(signals.Path, "over");
        var broker = await BrokerProcess.StartAsync(data.Path);
        try
        {
            var (address, port) = (broker.BootstrapServers, broker.Port);
            var running = run(new ClientSuite("Kafka", new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTAI_KAFKA"] = address, ["EVENTAI_RESTARTS_OVER"] = over }));
            var restarts = 0;
            for (; restarts < Restarts && await Task.WhenAny(running, Task.Delay(Between)) != running; restarts++)
            {
                await broker.KillAsync();
                await broker.DisposeAsync();
                broker = await BrokerProcess.StartAsync(data.Path, port);
            }

            // What was produced is read when the broker stays: a consumer that loses it may see a record twice, and rightly.
            await File.WriteAllTextAsync(over, "");
            await running;
            Assert.Equal(Restarts, restarts);
        }
        finally
        {
            await broker.DisposeAsync();
        }
    }
}
