namespace EventAi.Emulators.Tests.Kafka;

/// <summary>The suites in clients/, each written with another client library, as programs of their own against the server under test.</summary>
public sealed class ClientSuiteTests(KafkaServer server) : IClassFixture<KafkaServer>
{
    private readonly ClientSuite suite = new("Kafka", new Dictionary<string, string>(StringComparer.Ordinal) { ["EVENTAI_KAFKA"] = server.BootstrapServers });

    [ToolFact("kcat")]
    public Task Kcat() => suite.PassAsync("bash", "kcat.sh");

    [ToolFact("/usr/lib/python3/dist-packages/kafka/__init__.py")]
    public Task KafkaPython() => suite.PassAsync("/usr/bin/python3", "kafka_python.py");

    [ToolFact("npm")]
    public Task Kafkajs() => suite.PassNodeAsync("kafkajs.mjs");

    [ToolFact("npm")]
    public Task Platformatic() => suite.PassNodeAsync("platformatic.mjs");
}
