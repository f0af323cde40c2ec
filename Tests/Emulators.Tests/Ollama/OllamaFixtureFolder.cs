using EventAi.Emulators.Ollama;

namespace EventAi.Emulators.Tests.Ollama;

/// <summary>Damaged copies of the model's folder.</summary>
internal sealed class OllamaFixtureFolder
{
    private readonly string source = new OllamaOptions().UseLiteFolder(Environment.CurrentDirectory);

    public TemporaryFolder CopyWithLastShardCut()
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        }

        var last = Directory.GetFiles(folder.Path, "group1-shard*").Order(StringComparer.Ordinal).Last();
        using var stream = File.Open(last, FileMode.Open, FileAccess.ReadWrite);
        stream.SetLength(stream.Length - 1000);
        return folder;
    }

    internal sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("use-lite-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
