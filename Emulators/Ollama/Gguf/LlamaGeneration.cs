using System.Diagnostics;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama.Gguf;

/// <summary>One answer, token by token.</summary>
internal static class LlamaGeneration
{
    /// <summary>Offers each part as it arises; the last has the end. A prompt over the context loses its beginning, as with Ollama.</summary>
    public static void Run(LlamaContext context, LlamaVocabulary vocabulary, int[] prompt, ChatTurn request, Action<AnswerPart> offer, CancellationToken cancellation)
    {
        var options = request.Options;
        var read = prompt.Length < context.Tokens ? prompt : prompt[^(context.Tokens / 2)..];
        var started = Stopwatch.GetTimestamp();
        if (read.Length == 0 || !context.Read(read, cancellation))
        {
            throw new InvalidOperationException("llama.cpp cannot read the prompt");
        }

        var promptTime = Stopwatch.GetElapsedTime(started);
        using var sampler = new LlamaSampler(vocabulary, options, request.Format);
        var (scanner, decoder) = (new StopScanner(options.Stop), new PieceDecoder(vocabulary));
        var (count, reason) = (0, "stop");
        Span<int> next = stackalloc int[1];
        while (!scanner.Stopped)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((options.NumPredict >= 0 && count >= options.NumPredict) || read.Length + count >= context.Tokens)
            {
                reason = "length";
                break;
            }

            next[0] = sampler.Next(context);
            if (LlamaNative.EndsAnswer(vocabulary.Handle, next[0]))
            {
                break;
            }

            count++;
            if (scanner.Push(decoder.Next(next[0])) is { Length: > 0 } ready)
            {
                offer(new AnswerPart(ready));
            }

            if (!context.Decode(next))
            {
                throw new InvalidOperationException("llama.cpp cannot go on with the answer");
            }
        }

        if (!scanner.Stopped && scanner.Push(decoder.Rest()) + scanner.Flush() is { Length: > 0 } rest)
        {
            offer(new AnswerPart(rest));
        }

        offer(new AnswerPart("", End: new AnswerEnd(reason, prompt.Length, promptTime, count, Stopwatch.GetElapsedTime(started) - promptTime)));
    }
}
