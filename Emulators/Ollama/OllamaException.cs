namespace EventAi.Emulators.Ollama;

/// <summary>An answer in Ollama's error shape: <c>{"error": message}</c> with this status.</summary>
internal sealed class OllamaException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static OllamaException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);
}
