using System.ComponentModel.DataAnnotations;

namespace EventAi.Emulators.Qdrant;

/// <summary>Section <c>Qdrant</c> of the configuration: <c>Qdrant__GrpcPort</c> and so on in the environment.</summary>
public sealed class QdrantOptions
{
    public const string Section = "Qdrant";

    /// <summary>Port of the gRPC interface on the loopback address; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int GrpcPort { get; set; } = 6334;

    /// <summary>Port of the REST interface and the health endpoints on the loopback address; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int RestPort { get; set; } = 6333;

    /// <summary>Directory of the collections; made where it is missing, locked while the server runs.</summary>
    [Required]
    public string Data { get; set; } = "qdrant-data";

    /// <summary>Changes are on the disk after this time at the latest, in seconds; 0 for before they are answered. They survive the end of the process in any case.</summary>
    [Range(0, 3600)]
    public double FlushSeconds { get; set; } = 5;

    /// <summary>A log smaller than this is not made into a segment, in megabytes.</summary>
    [Range(1, 4096)]
    public int CheckpointMegabytes { get; set; } = 64;

    /// <summary>Where set, a key that may read and not write.</summary>
    public string? ReadOnlyApiKey { get; set; }

    /// <summary>Whether faults can be asked for at <c>/admin/faults</c> of the REST port.</summary>
    public bool Faults { get; set; }

    /// <summary>Where set, every call but the health checks must carry it in the header <c>api-key</c> or as a bearer token.</summary>
    public string? ApiKey { get; set; }
}
