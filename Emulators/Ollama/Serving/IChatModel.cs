namespace EventAi.Emulators.Ollama.Serving;

internal interface IChatModel : ILoadedModel
{
    /// <summary>The answer in parts as they arise; the last one, and only that, has an end.</summary>
    IAsyncEnumerable<AnswerPart> AnswerAsync(ChatTurn turn, CancellationToken cancellation);
}
