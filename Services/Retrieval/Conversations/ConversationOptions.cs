using System.ComponentModel.DataAnnotations;

namespace EventAi.Retrieval.Conversations;

/// <summary>Section <c>Conversations</c>.</summary>
public sealed class ConversationOptions
{
    /// <summary>After the last message.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Latest messages that a question is read with, as far as the prompt has room.</summary>
    [Range(0, 1000)]
    public int HistoryMessages { get; set; } = 20;

    /// <summary>How long a question waits for the one before it to be answered.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>An answer that takes longer loses its turn.</summary>
    public TimeSpan TurnLimit { get; set; } = TimeSpan.FromMinutes(3);
}
