using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace EventAi.Emulators.Kafka;

/// <summary>The switches of the command line and what they stand for in the configuration.</summary>
internal static class KafkaCommandLine
{
    public const string Help = """
        A durable single-node Kafka broker.

          --port <n>               TCP port, 0 for a free one (9092)
          --data <directory>       where everything is kept (kafka-data)
          --advertised <host:port> what clients are told to connect to (127.0.0.1 and the port)
          --partitions <n>         partitions of a topic created without a number (4)
          --fsync never|always|<ms>  when an acknowledgement waits for fsync (never: it follows write(2))
          --admin <port>           HTTP endpoint that makes faults happen (none): POST /faults, POST /refuse?seconds=n
          --certificate <file>     .pfx or PEM: the Kafka port speaks TLS (none)
          --certificate-key <file> key of a PEM certificate (in the same file)
          --user <name:password>   clients must log in with SASL/PLAIN (nobody must)
          --help                   this text

        All settings: section Kafka of the configuration (Kafka__Port=9092 in the environment). ASPNETCORE_URLS or HTTP_PORTS give /health and /alive a port.
        """;

    /// <summary>Switch → configuration key.</summary>
    public static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--port"] = "Kafka:Port",
        ["--data"] = "Kafka:Data",
        ["--advertised"] = "Kafka:Advertised",
        ["--partitions"] = "Kafka:Partitions",
        ["--fsync"] = "Kafka:Fsync",
        ["--admin"] = "Kafka:Admin",
        ["--certificate"] = "Kafka:Certificate",
        ["--certificate-key"] = "Kafka:CertificateKey",
        ["--user"] = "Kafka:User",
    };

    /// <summary>A switch that there is not, or null: a mistyped one must not be ignored.</summary>
    public static string? Unknown(string[] args) =>
        args.Where(a => a.StartsWith("--", StringComparison.Ordinal)).Select(a => a.Split('=')[0])
            .FirstOrDefault(name => !Switches.ContainsKey(name) && !name.Contains(':'));

    /// <summary>What kept the broker from starting, in one line.</summary>
    public static string Explain(Exception e) => e switch
    {
        OptionsValidationException options => string.Join(' ', options.Failures.Select(f => f[(f.IndexOf("error: '", StringComparison.Ordinal) + 8)..].TrimEnd('.', '\''))) + ".",
        _ when e.InnerException is AddressInUseException => e.Message.Replace("http://", "", StringComparison.Ordinal),
        _ => e.Message,
    };
}
