using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace EventAi.Services.Tests.Retrieval;

/// <summary>A chat model that says what a test has written for a question, and leaves all others to a real one. It keeps the prompts it was given.</summary>
public sealed class ScriptedChat
{
    private readonly ConcurrentDictionary<string, Func<string, string>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IReadOnlyList<ChatMessage>> _prompts = new();

    /// <summary>Prompts whose question holds this text.</summary>
    public IReadOnlyList<IReadOnlyList<ChatMessage>> PromptsOf(string question) => [.. _prompts.Where(prompt => prompt[^1].Text.Contains(question, StringComparison.Ordinal))];

    /// <summary>From now on this is the answer where the prompt's last line holds the text.</summary>
    public void Answer(string question, string answer) => _answers[question] = _ => answer;

    public void Answer(string question, Func<string, string> answer) => _answers[question] = answer;

    public IChatClient Before(IChatClient real) => new Client(this, real);

    private sealed class Client(ScriptedChat script, IChatClient real) : DelegatingChatClient(real)
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var prompt = messages.ToArray();
            script._prompts.Enqueue(prompt);
            var asked = prompt[^1].Text.Split('\n')[^1];
            var scripted = script._answers.FirstOrDefault(entry => asked.Contains(entry.Key, StringComparison.Ordinal)).Value;
            if (scripted is null)
            {
                await foreach (var update in base.GetStreamingResponseAsync(prompt, options, cancellationToken))
                {
                    yield return update;
                }
                yield break;
            }
            foreach (var piece in scripted(prompt[^1].Text).Chunk(7))
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, new string(piece));
            }
        }
    }
}
