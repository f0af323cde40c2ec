namespace EventAi.Emulators.Ollama.Apis.OpenAi;

internal sealed record UsageBody(int PromptTokens, int CompletionTokens, int TotalTokens)
{
    public static UsageBody Of(int prompt, int completion) => new(prompt, completion, prompt + completion);
}
