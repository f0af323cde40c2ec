// Stands in for OllamaSharp 5.4.25.
using System.Text.Json.Serialization;

namespace OllamaSharp.Models;

public abstract class OllamaRequest
{
    [JsonIgnore]
    public Dictionary<string, string> CustomHeaders { get; } = [];
}

public class EmbedRequest : OllamaRequest
{
    [JsonPropertyName("model")]
    public string Model { get; set; } = null!;

    [JsonPropertyName("input")]
    public List<string> Input { get; set; } = null!;

    [JsonPropertyName("options")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequestOptions? Options { get; set; }

    [JsonPropertyName("keep_alive")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeepAlive { get; set; }

    [JsonPropertyName("truncate")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Truncate { get; set; }

    [JsonPropertyName("dimensions")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Dimensions { get; set; }
}

/// <summary>Durations are nanoseconds.</summary>
public class EmbedResponse
{
    [JsonPropertyName("embeddings")]
    public List<float[]> Embeddings { get; set; } = null!;

    [JsonPropertyName("total_duration")]
    public long? TotalDuration { get; set; }

    [JsonPropertyName("load_duration")]
    public long? LoadDuration { get; set; }

    [JsonPropertyName("prompt_eval_count")]
    public int? PromptEvalCount { get; set; }
}
