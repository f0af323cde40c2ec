using System.Text.Json.Serialization;

namespace EventAi.Retrieval.Answers;

/// <summary>An answer with its evidence.</summary>
public sealed record AskResponse
{
    /// <summary>Names the answer in <c>POST /answers/{id}/feedback</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>Text with citations like <c>[1]</c>.</summary>
    public required string Answer { get; init; }

    /// <summary>False where the documents do not hold the answer.</summary>
    public required bool Answered { get; init; }

    /// <summary>Why there is no answer; missing where there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Refusal? Refusal { get; init; }

    /// <summary>The passages that the answer cites, by their number.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ConversationId { get; init; }

    /// <summary>The answer was given before, to this question or to one that means the same.</summary>
    public bool Cached { get; init; }

    public required AnswerUsage Usage { get; init; }

    /// <summary>W3C trace id of the answer.</summary>
    public string? TraceId { get; init; }
}
