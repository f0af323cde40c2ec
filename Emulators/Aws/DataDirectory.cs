namespace EventAi.Emulators.Aws;

/// <summary>The directory of everything durable, held by a lock file while the process lives; nothing at all in memory mode.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream? _lock;

    /// <exception cref="IOException">The directory cannot be made, or another process holds it.</exception>
    public DataDirectory(AwsOptions options)
    {
        if (options.Memory)
        {
            return;
        }
        Path = Directory.CreateDirectory(options.Data).FullName;
        var file = System.IO.Path.Combine(Path, "lock");
        try
        {
            _lock = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The data directory {Path} is in use by another process ({exception.Message})", exception);
        }
    }

    /// <summary>Full path; null in memory mode.</summary>
    public string? Path { get; }

    public void Dispose() => _lock?.Dispose();
}
