using System.Text.Json;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary><c>collection.json</c>: what a collection was created with, and the version of the directory's layout.</summary>
internal static class ParametersFile
{
    public const string Name = "collection.json";
    private const int Version = 2;

    public static void Write(string directory, CollectionParameters parameters)
        => AtomicFile.Write(Path.Combine(directory, Name), JsonSerializer.SerializeToUtf8Bytes(
            new Content(Version, parameters.Name, parameters.Vectors, parameters.Description, parameters.Strict)));

    public static CollectionParameters Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path));
            return content is { Version: Version }
                ? new CollectionParameters(content.Name, content.Vectors, content.Description) { Strict = content.Strict }
                : throw new InvalidDataException($"{path} is not of a version this emulator reads.");
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException)
        {
            throw new InvalidDataException($"{path} is damaged or missing: {exception.Message}", exception);
        }
    }

    private sealed record Content(
        int Version, string Name, IReadOnlyDictionary<string, VectorParameters> Vectors, byte[] Description, StrictSettings? Strict);
}
