// Stands in for OllamaSharp 5.4.25.
using System.Text.Json.Serialization;

namespace OllamaSharp.Models.Chat;

public class ChatRequest : OllamaRequest
{
    [JsonPropertyName("model")]
    public string Model { get; set; } = null!;

    [JsonPropertyName("messages")]
    public IEnumerable<Message>? Messages { get; set; }

    [JsonPropertyName("options")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RequestOptions? Options { get; set; }

    [JsonPropertyName("keep_alive")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? KeepAlive { get; set; }

    [JsonPropertyName("format")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public object? Format { get; set; }

    [JsonPropertyName("stream")]
    public bool Stream { get; set; } = true;
}

public class Message
{
    public Message()
    {
    }

    public Message(ChatRole? role, string content)
    {
        Role = role;
        Content = content;
    }

    [JsonPropertyName("role")]
    public ChatRole? Role { get; set; }

    [JsonPropertyName("content")]
    public string? Content { get; set; }
}
