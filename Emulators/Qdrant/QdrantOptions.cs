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

    /// <summary>Where set, every call but the health checks must carry it in the header <c>api-key</c> or as a bearer token.</summary>
    public string? ApiKey { get; set; }
}
