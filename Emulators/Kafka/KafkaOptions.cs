using System.ComponentModel.DataAnnotations;
using EventAi.Emulators.Kafka.State;

namespace EventAi.Emulators.Kafka;

/// <summary>Settings of the broker: configuration section "Kafka" (<c>Kafka__Port</c> in the environment), command line switches on top.</summary>
public sealed class KafkaOptions : IValidatableObject
{
    /// <summary>The section's name.</summary>
    public const string Section = "Kafka";

    internal const int MinSegmentBytes = 4 * 1024;
    internal const int MaxSegmentBytes = 1 << 30;

    /// <summary>TCP port of the Kafka protocol; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 9092;

    /// <summary>IP address to listen on: loopback unless asked for otherwise.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Directory of the log and of everything else that outlives the process.</summary>
    [Required]
    public string Data { get; set; } = "kafka-data";

    /// <summary>"host:port" that clients are told to connect to; by default 127.0.0.1 and the actual port.</summary>
    public string? Advertised { get; set; }

    /// <summary>Partitions of a topic that is created without a number of its own.</summary>
    [Range(1, 10_000)]
    public int Partitions { get; set; } = 4;

    /// <summary>Whether Metadata creates a topic that a client asks for.</summary>
    public bool AutoCreateTopics { get; set; } = true;

    /// <summary>"never", "always" or milliseconds: when an acknowledgement waits for fsync (README, "Durability").</summary>
    [Required]
    public string Fsync { get; set; } = "never";

    /// <summary>Largest request frame in bytes; a longer one closes its connection.</summary>
    [Range(1024, 1 << 30)]
    public int MaxFrameBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>Largest record batch in bytes (max.message.bytes).</summary>
    [Range(1024, 1 << 30)]
    public int MaxMessageBytes { get; set; } = 1_048_588;

    /// <summary>Largest answer to one Fetch in bytes, whatever the client asks for (fetch.max.bytes), a first batch over it excepted.</summary>
    [Range(1024, 1 << 30)]
    public int MaxFetchBytes { get; set; } = 55 * 1024 * 1024;

    /// <summary>Size in bytes at which a partition starts a new segment file (segment.bytes).</summary>
    [Range(MinSegmentBytes, MaxSegmentBytes)]
    public int SegmentBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Age in milliseconds after which a segment is deleted (retention.ms); -1 keeps all.</summary>
    [Range(-1, long.MaxValue)]
    public long RetentionMs { get; set; } = 7L * 24 * 60 * 60 * 1000;

    /// <summary>Size in bytes over which a partition's oldest segments are deleted (retention.bytes); -1 keeps all.</summary>
    [Range(-1, long.MaxValue)]
    public long RetentionBytes { get; set; } = -1;

    /// <summary>Seconds between two looks at retention.</summary>
    [Range(1, 86_400)]
    public int RetentionCheckSeconds { get; set; } = 60;

    /// <summary>Milliseconds that the first rebalance of an empty group waits for more members (group.initial.rebalance.delay.ms).</summary>
    [Range(0, 60_000)]
    public int GroupInitialDelayMs { get; set; }

    /// <summary>Shortest session timeout in milliseconds that a member may ask for (group.min.session.timeout.ms).</summary>
    [Range(1, 600_000)]
    public int GroupMinSessionMs { get; set; } = 6000;

    /// <summary>Longest session timeout in milliseconds (group.max.session.timeout.ms).</summary>
    [Range(1, int.MaxValue)]
    public int GroupMaxSessionMs { get; set; } = 1_800_000;

    /// <summary>Connections at one time; further ones are refused.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 5000;

    /// <summary>Requests a second that one connection may send; over it they wait. 0 is no limit.</summary>
    [Range(0, int.MaxValue)]
    public int MaxRequestsPerSecond { get; set; }

    /// <summary>Bytes that the requests of all connections may take while they are read and handled; one that does not fit costs its connection.</summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long MaxRequestMemory { get; set; } = 512L * 1024 * 1024;

    /// <summary>User → password for SASL/PLAIN. With any, every client must log in.</summary>
    public Dictionary<string, string> Users { get; } = new(StringComparer.Ordinal);

    /// <summary>One more user, as "name:password".</summary>
    public string? User
    {
        get;
        set
        {
            field = value;
            if (value?.Split(':', 2) is [{ Length: > 0 } name, { Length: > 0 } password])
            {
                Users[name] = password;
            }
        }
    }

    /// <summary>Certificate file (.pfx, .p12 or PEM): the Kafka port then speaks TLS.</summary>
    public string? Certificate { get; set; }

    /// <summary>File of a PEM certificate's key; the certificate's own file by default.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>Password of a .pfx or .p12 file.</summary>
    public string? CertificatePassword { get; set; }

    /// <summary>Port of the endpoint that makes faults happen; there is none without it.</summary>
    [Range(1, 65535)]
    public int? Admin { get; set; }

    internal bool RequiresLogin => Users.Count > 0;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FsyncPolicy.TryParse(Fsync) is null)
        {
            yield return new ValidationResult($"Kafka:Fsync is '{Fsync}': it must be never, always, or milliseconds from 1 to 60000.", [nameof(Fsync)]);
        }

        if (User is not null && User.Split(':', 2) is not [{ Length: > 0 }, { Length: > 0 }])
        {
            yield return new ValidationResult("Kafka:User must be name:password.", [nameof(User)]);
        }

        if (!System.Net.IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult($"Kafka:Address is '{Address}', not an IP address.", [nameof(Address)]);
        }

        if (!string.IsNullOrEmpty(Advertised) && !BrokerAddress.TryParse(Advertised, out _))
        {
            yield return new ValidationResult($"Kafka:Advertised is '{Advertised}': it must be host:port.", [nameof(Advertised)]);
        }
    }
}
