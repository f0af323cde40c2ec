namespace EventAi.Support;

/// <summary>An empty folder that goes when it is disposed of.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("eventai-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
