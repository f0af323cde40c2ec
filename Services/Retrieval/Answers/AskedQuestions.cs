using System.Runtime.CompilerServices;
using EventAi.Retrieval.Conversations;
using EventAi.Retrieval.Feedback;

namespace EventAi.Retrieval.Answers;

/// <summary>Takes a question to whom it belongs, and remembers the answer for feedback.</summary>
public sealed class AskedQuestions(Answerer answerer, Conversation conversations, AskedAnswers asked)
{
    public async IAsyncEnumerable<AnswerPart> AskAsync(Question question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parts = question.ConversationId is { } id ? conversations.AskAsync(question, id, cancellationToken) : answerer.AskAsync(question, cancellationToken);
        await foreach (var part in parts)
        {
            if (part is AnswerCompleted completed)
            {
                _ = asked.RememberAsync(question.Text, completed.Response);
            }
            yield return part;
        }
    }
}
