namespace EventAi.Emulators.Ollama.Serving;

/// <param name="Reason"><c>stop</c>, or <c>length</c> where the limit of tokens cut the answer.</param>
/// <param name="PromptTokens">Tokens read.</param>
/// <param name="PromptTime">Time to read them.</param>
/// <param name="Tokens">Tokens written.</param>
/// <param name="Time">Time to write them.</param>
internal sealed record AnswerEnd(string Reason, int PromptTokens, TimeSpan PromptTime, int Tokens, TimeSpan Time);
