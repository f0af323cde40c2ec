namespace EventAi.Retrieval.Conversations;

/// <summary>What was said in a conversation.</summary>
/// <param name="Sequence">Its place, from 1: questions are odd, answers even.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">Without personal data.</param>
/// <param name="Timestamp">When it was said.</param>
/// <param name="AnswerId">Of an answer.</param>
public sealed record ConversationMessage(long Sequence, string Role, string Text, DateTimeOffset Timestamp, Guid? AnswerId)
{
    public const string User = "user";
    public const string Assistant = "assistant";
}
