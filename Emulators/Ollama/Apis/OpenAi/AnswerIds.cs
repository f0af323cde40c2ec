namespace EventAi.Emulators.Ollama.Apis.OpenAi;

/// <summary>Ids of answers: unique as long as the server runs, where Ollama draws from a thousand.</summary>
internal static class AnswerIds
{
    private static long last;

    public static string Next(string prefix) => $"{prefix}-{Interlocked.Increment(ref last)}";
}
