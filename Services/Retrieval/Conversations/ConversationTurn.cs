namespace EventAi.Retrieval.Conversations;

/// <summary>The right to ask the next question of a conversation; disposing of it lets the next one in.</summary>
public sealed class ConversationTurn(string holder, IReadOnlyList<ConversationMessage> history, Func<ValueTask> release) : IAsyncDisposable
{
    /// <summary>Whoever shows it may add to the conversation.</summary>
    public string Holder { get; } = holder;

    /// <summary>What was said before, in order.</summary>
    public IReadOnlyList<ConversationMessage> History { get; } = history;

    public ValueTask DisposeAsync() => release();
}
