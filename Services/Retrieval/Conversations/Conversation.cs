using System.Runtime.CompilerServices;
using EventAi.Contracts;
using EventAi.Retrieval.Answers;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Retrieval.Conversations;

/// <summary>Asks the questions of conversations one after another, and remembers and publishes what was said.</summary>
public sealed class Conversation(Answerer answerer, ConversationStore store, IEventPublisher publisher, TimeProvider time)
{
    private static readonly Guid EventIds = new("7b1f0c0e-6a55-4f0c-9a3e-8e1f6d2c4b90");

    public async IAsyncEnumerable<AnswerPart> AskAsync(Question question, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var turn = await store.TakeAsync(id, cancellationToken);
        var asked = time.GetUtcNow();
        await foreach (var part in answerer.AskAsync(question with { ConversationId = id, History = turn.History }, cancellationToken))
        {
            if (part is AnswerCompleted { Response: { } response })
            {
                await RememberAsync(id, turn, question.Text, asked, response);
            }
            yield return part;
        }
    }

    /// <summary>First the history, which later questions read; then the topic, in the same order.</summary>
    private async Task RememberAsync(string id, ConversationTurn turn, string question, DateTimeOffset asked, AskResponse response)
    {
        var last = turn.History.Count == 0 ? 0 : turn.History[^1].Sequence;
        var said = new ConversationMessage(last + 1, ConversationMessage.User, PersonalDataMask.Masked(question), asked, AnswerId: null);
        var answered = new ConversationMessage(last + 2, ConversationMessage.Assistant, response.Answer, time.GetUtcNow(), response.Id);
        await store.AddAsync(id, turn, said, answered);
        await PublishAsync(id, said);
        await PublishAsync(id, answered);
    }

    private Task PublishAsync(string id, ConversationMessage message)
        => publisher.PublishAsync(new ChatMessage
        {
            EventId = NameBasedGuid.Create(EventIds, $"{id}/{message.Sequence}/{message.Timestamp:O}"),
            Timestamp = message.Timestamp,
            ConversationId = id,
            Sequence = message.Sequence,
            Role = message.Role,
            Text = message.Text,
            AnswerId = message.AnswerId,
        });
}
