using System.Security.Cryptography;

namespace EventAi.Emulators.Qdrant.State.Snapshots;

/// <summary>A directory of snapshot files, each with its checksum beside it.</summary>
internal sealed class SnapshotFolder(string directory, TimeProvider clock)
{
    private const string Extension = ".snapshot";
    private const string ChecksumExtension = ".checksum";

    /// <summary>Writes a snapshot under a name that says when it was taken; it has the name once it is whole.</summary>
    public SnapshotInfo Create(string prefix, Action<Stream> write)
    {
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            var name = FreeName($"{prefix}-{clock.GetUtcNow():yyyy-MM-dd-HH-mm-ss}");
            File.WriteAllText(PathOf(name) + ChecksumExtension, Checksum(temporary));
            File.Move(temporary, PathOf(name));
            return Describe(PathOf(name));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public IReadOnlyList<SnapshotInfo> List()
        => !Directory.Exists(directory) ? []
            : [.. Directory.GetFiles(directory, "*" + Extension).Order(StringComparer.Ordinal).Select(Describe)];

    public void Delete(string name)
    {
        var path = Find(name);
        File.Delete(path);
        File.Delete(path + ChecksumExtension);
    }

    /// <summary>The path of a snapshot.</summary>
    /// <exception cref="StoreException">There is none of this name.</exception>
    public string Find(string name)
        => name.Length > 0 && name == Path.GetFileName(name) && File.Exists(PathOf(name)) && name.EndsWith(Extension, StringComparison.Ordinal)
            ? PathOf(name)
            : throw StoreException.NotFound($"Snapshot {name} not found");

    public static string Checksum(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private string PathOf(string name) => Path.Combine(directory, name);

    private string FreeName(string wanted)
    {
        for (var number = 0; ; number++)
        {
            var name = number == 0 ? wanted + Extension : $"{wanted}-{number}{Extension}";
            if (!File.Exists(PathOf(name)))
            {
                return name;
            }
        }
    }

    private static SnapshotInfo Describe(string path)
    {
        var file = new FileInfo(path);
        return new SnapshotInfo(file.Name, new DateTimeOffset(file.LastWriteTimeUtc), file.Length, File.ReadAllText(path + ChecksumExtension));
    }
}
