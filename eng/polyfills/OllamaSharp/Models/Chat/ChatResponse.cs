// Stands in for OllamaSharp 5.4.25.
using System.Globalization;
using System.Text.Json.Serialization;

namespace OllamaSharp.Models.Chat;

/// <summary>One line of a streamed answer.</summary>
public class ChatResponseStream
{
    [JsonPropertyName("model")]
    public string Model { get; set; } = null!;

    [JsonPropertyName("created_at")]
    public string? CreatedAtString { get; set; }

    [JsonIgnore]
    public DateTimeOffset? CreatedAt
    {
        get => DateTimeOffset.TryParse(CreatedAtString, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
        set => CreatedAtString = value?.ToString("o", CultureInfo.InvariantCulture);
    }

    [JsonPropertyName("message")]
    public Message Message { get; set; } = null!;

    [JsonPropertyName("done")]
    public bool Done { get; set; }
}

/// <summary>The last line, with counts and durations (nanoseconds).</summary>
public class ChatDoneResponseStream : ChatResponseStream
{
    [JsonPropertyName("total_duration")]
    public long TotalDuration { get; set; }

    [JsonPropertyName("load_duration")]
    public long LoadDuration { get; set; }

    [JsonPropertyName("prompt_eval_count")]
    public int PromptEvalCount { get; set; }

    [JsonPropertyName("prompt_eval_duration")]
    public long PromptEvalDuration { get; set; }

    [JsonPropertyName("eval_count")]
    public int EvalCount { get; set; }

    [JsonPropertyName("eval_duration")]
    public long EvalDuration { get; set; }

    [JsonPropertyName("done_reason")]
    public string? DoneReason { get; set; }
}
