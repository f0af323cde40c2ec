using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using EventAi.Emulators.Ollama.Extractive.Formats;
using EventAi.Emulators.Ollama.Extractive.Tools;
using EventAi.Emulators.Ollama.Serving;
using EventAi.Emulators.Ollama.UseLite;

namespace EventAi.Emulators.Ollama.Extractive;

/// <summary>The chat model "extractive" as the server offers it: the answer is computed whole and handed out word by word.</summary>
internal sealed partial class ExtractiveChat(UseLiteModel embeddings) : IChatModel
{
    private readonly UseLiteModel embeddings = embeddings;
    private readonly ExtractiveModel model = new(embeddings.EmbedAsync, ExtractiveSettings.Default);

    public long MemoryBytes => embeddings.FileBytes;

    public int[] Tokenize(string text) => embeddings.Tokenize(text);

    public string Detokenize(IReadOnlyList<int> tokens) => embeddings.Detokenize(tokens);

    public async IAsyncEnumerable<AnswerPart> AnswerAsync(ChatTurn turn, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var promptTokens = turn.Messages.Sum(message => embeddings.Tokenize(message.Content).Length);
        var prompt = ChatPrompt.Parse(turn.Messages);
        if (ToolChoice.Decide(turn, prompt.Question) is { Count: > 0 } calls)
        {
            yield return new AnswerPart("", calls);
            yield return new AnswerPart("", End: new AnswerEnd("stop", promptTokens, Stopwatch.GetElapsedTime(started), calls.Count, TimeSpan.Zero));
            yield break;
        }

        var answer = await model.AnswerAsync(prompt, cancellation);
        var text = turn.Format is { } format ? await JsonAnswer.WriteAsync(format, answer, embeddings.EmbedAsync, cancellation) : answer.Text;
        var promptTime = Stopwatch.GetElapsedTime(started);

        var scanner = new StopScanner(turn.Options.Stop);
        var (count, reason) = (0, "stop");
        foreach (Match piece in Pieces().Matches(text))
        {
            if (turn.Options.NumPredict >= 0 && count == turn.Options.NumPredict)
            {
                reason = "length";
                break;
            }

            count++;
            if (scanner.Push(piece.Value) is { Length: > 0 } ready)
            {
                yield return new AnswerPart(ready);
            }

            if (scanner.Stopped)
            {
                break;
            }
        }

        if (scanner.Flush() is { Length: > 0 } rest)
        {
            yield return new AnswerPart(rest);
        }

        yield return new AnswerPart("", End: new AnswerEnd(reason, promptTokens, promptTime, count, Stopwatch.GetElapsedTime(started) - promptTime));
    }

    public void Dispose()
    {
        // The weights go when their last user has gone: see SharedUseLite.
    }

    /// <summary>A word with the white space before it: about what a model's token is.</summary>
    [GeneratedRegex(@"\s*\S+|\s+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pieces();
}
