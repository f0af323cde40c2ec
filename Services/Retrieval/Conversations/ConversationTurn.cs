namespace EventAi.Retrieval.Conversations;

/// <summary>The right to ask the next question of a conversation; disposing of it lets the next one in.</summary>
public sealed class ConversationTurn(string id, IReadOnlyList<ConversationMessage> history, Func<ValueTask> release) : IAsyncDisposable
{
    public string Id { get; } = id;

    /// <summary>What was said before, in order.</summary>
    public IReadOnlyList<ConversationMessage> History { get; } = history;

    public ValueTask DisposeAsync() => release();
}
