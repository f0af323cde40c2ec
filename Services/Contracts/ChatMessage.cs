using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace EventAi.Contracts;

/// <summary>Something was said in a conversation. The messages of a conversation are in one partition, in order.</summary>
public sealed record ChatMessage : IEvent<ChatMessage>
{
    public static string Topic => Topics.Conversations;
    public static string EventType => "eventai.conversation.message.v1";
    public static JsonTypeInfo<ChatMessage> JsonTypeInfo => ContractsJson.Default.ChatMessage;

    public required Guid EventId { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    [Length(1, 64)]
    public required string ConversationId { get; init; }

    /// <summary>Its place in the conversation, from 1.</summary>
    [Range(1, long.MaxValue)]
    public required long Sequence { get; init; }

    /// <summary><c>user</c> or <c>assistant</c>.</summary>
    [Length(1, 32)]
    public required string Role { get; init; }

    /// <summary>Without personal data.</summary>
    [Length(1, 100_000)]
    public required string Text { get; init; }

    /// <summary>Of an answer.</summary>
    public Guid? AnswerId { get; init; }

    [JsonIgnore]
    public string Key => ConversationId;
}
