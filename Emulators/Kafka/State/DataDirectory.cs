namespace EventAi.Emulators.Kafka.State;

/// <summary>The broker's directory, locked against a second broker while this one lives.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    /// <exception cref="IOException">The directory cannot be used, or another broker uses it.</exception>
    public DataDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Path);
            _lock = OpenLock(System.IO.Path.Combine(Path, ".lock"));
            ClusterId = ReadOrCreateClusterId(System.IO.Path.Combine(Path, "cluster.id"));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The data directory {Path} cannot be written to: {e.Message}", e);
        }
        catch (IOException e) when (e is not DataDirectoryInUseException)
        {
            throw new IOException($"The data directory {Path} cannot be used: {e.Message}", e);
        }
    }

    public string Path { get; }

    /// <summary>22 characters, made once: what clients know this cluster by.</summary>
    public string ClusterId { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static string ReadOrCreateClusterId(string path)
    {
        if (System.IO.File.Exists(path) && System.IO.File.ReadAllText(path).Trim() is { Length: 22 } known)
        {
            return known;
        }

        var id = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        System.IO.File.WriteAllText(path + ".tmp", id);
        System.IO.File.Move(path + ".tmp", path, overwrite: true);
        return id;
    }

    private FileStream OpenLock(string path)
    {
        try
        {
            // FileShare.None is an advisory flock on Unix: it goes with the process, however that ends.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (System.IO.File.Exists(path))
        {
            throw new DataDirectoryInUseException($"The data directory {Path} is in use by another broker.", e);
        }
    }
}
