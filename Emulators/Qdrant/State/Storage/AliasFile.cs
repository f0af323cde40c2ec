using System.Text.Json;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary><c>aliases.json</c>: an object from alias to collection.</summary>
internal static class AliasFile
{
    public static void Write(string path, Dictionary<string, string> aliases) => AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(aliases));

    public static Dictionary<string, string> Read(string path)
    {
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
        try
        {
            var read = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path));
            return new Dictionary<string, string>(read ?? throw new InvalidDataException($"{path} is damaged."), StringComparer.Ordinal);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} is damaged: {exception.Message}", exception);
        }
    }
}
