using System.Formats.Tar;
using EventAi.Emulators.Qdrant.State.Snapshots;

namespace EventAi.Emulators.Qdrant.State;

/// <content>Snapshots: of one collection, which can be taken back, and of all of them.</content>
internal sealed partial class CollectionStore
{
    private string SnapshotPath => Path.Combine(Path.GetDirectoryName(_directory)!, "snapshots");

    /// <summary>The snapshots of everything.</summary>
    public SnapshotFolder Snapshots => new(SnapshotPath, _settings.Clock);

    /// <summary>The snapshots of a collection; they stay when it is deleted.</summary>
    public SnapshotFolder SnapshotsOf(string name) => new(Path.Combine(SnapshotPath, "collections", Get(name).Parameters.Name), _settings.Clock);

    public SnapshotInfo CreateSnapshot(string name)
    {
        var collection = Get(name);
        return SnapshotsOf(name).Create($"{collection.Parameters.Name}-{PeerId}", collection.WriteSnapshot);
    }

    /// <summary>One archive with a snapshot of each collection, and the aliases.</summary>
    public SnapshotInfo CreateFullSnapshot()
        => Snapshots.Create("full-snapshot", stream =>
        {
            using var archive = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
            foreach (var collection in Names.Select(Find).OfType<Collection>())
            {
                using var part = new FileStream(
                    Path.Combine(SnapshotPath, $".{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
                collection.WriteSnapshot(part);
                part.Position = 0;
                archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"{collection.Parameters.Name}.snapshot") { DataStream = part });
            }
            if (File.Exists(AliasPath))
            {
                archive.WriteEntry(AliasPath, "aliases.json");
            }
        });

    /// <summary>Replaces a collection, or makes one, by what a snapshot holds; where that cannot be read, nothing changes.</summary>
    public void Recover(string name, string snapshot, string? checksum)
    {
        if (checksum is not null && SnapshotFolder.Checksum(snapshot) is var actual && !string.Equals(actual, checksum, StringComparison.OrdinalIgnoreCase))
        {
            throw StoreException.Malformed($"Checksum mismatch: expected {checksum}, actual {actual}");
        }
        var staging = Path.Combine(_directory, $"{Staging}{Guid.NewGuid():N}");
        Directory.CreateDirectory(staging);
        try
        {
            CollectionParameters parameters;
            try
            {
                TarFile.ExtractToDirectory(snapshot, staging, overwriteFiles: false);
                parameters = ParametersFile.Read(staging) with { Name = name };
                ParametersFile.Write(staging, parameters);
                new Collection(parameters, staging, _settings, _logger).Dispose(); // can it be read at all?
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException or FormatException)
            {
                throw StoreException.BadRequest($"The snapshot cannot be restored: {exception.Message}");
            }
            lock (_changes)
            {
                var target = _aliases.GetValueOrDefault(name) ?? name;
                if (target != name)
                {
                    parameters = parameters with { Name = target };
                    ParametersFile.Write(staging, parameters);
                }
                var aliases = _aliases;
                Delete(target);
                Save(aliases); // those of the replaced collection are now the new one's
                var directory = NextDirectory();
                Directory.Move(staging, directory);
                _collections[target] = new Collection(parameters, directory, _settings, _logger);
            }
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }
}
