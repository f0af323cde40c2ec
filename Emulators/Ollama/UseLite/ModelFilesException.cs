namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>The model's files are missing or not what they should be. The message is one line for the user.</summary>
public sealed class ModelFilesException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static ModelFilesException Missing(string folder)
        => new($"The weights of use-lite are not in {folder}: run eng/setup/use-lite.sh {folder}");
}
