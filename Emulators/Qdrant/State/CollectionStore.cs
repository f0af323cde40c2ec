using System.Collections.Concurrent;

namespace EventAi.Emulators.Qdrant.State;

/// <summary>All collections and aliases of a data directory, which one process holds at a time.</summary>
internal sealed partial class CollectionStore : IDisposable
{
    /// <summary>This server as one peer of a cluster, which it always is alone.</summary>
    public const ulong PeerId = 1;
    private const string Staging = ".staging-";
    private readonly Lock _changes = new();
    private readonly ConcurrentDictionary<string, Collection> _collections = new(StringComparer.Ordinal);
    private readonly string _directory;
    private readonly FileStream _lockFile;
    private readonly ILogger _logger;
    private readonly StoreSettings _settings;

    /// <exception cref="IOException">The directory is in use by another process, or cannot be written.</exception>
    /// <exception cref="InvalidDataException">A file in it is damaged.</exception>
    public CollectionStore(string dataDirectory, StoreSettings settings, ILogger<CollectionStore> logger)
    {
        _settings = settings;
        _logger = logger;
        _directory = Path.Combine(dataDirectory, "collections");
        Directory.CreateDirectory(_directory);
        _lockFile = Lock(dataDirectory);
        try
        {
            foreach (var directory in Directory.GetDirectories(_directory))
            {
                Restore(directory);
            }
            _aliases = AliasFile.Read(AliasPath);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>New with every start.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    public IReadOnlyList<string> Names => [.. _collections.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The collection of this name or alias, or null.</summary>
    public Collection? Find(string name)
        => _collections.TryGetValue(name, out var collection) ? collection
            : _aliases.TryGetValue(name, out var target) ? _collections.GetValueOrDefault(target)
            : null;

    public Collection Get(string name) => Find(name) ?? throw StoreException.NotFound($"Collection `{name}` doesn't exist!");

    public void Create(CollectionParameters parameters)
    {
        lock (_changes)
        {
            if (Find(parameters.Name) is not null)
            {
                throw StoreException.AlreadyExists($"Collection `{parameters.Name}` already exists!");
            }
            // A crash leaves either nothing or a whole collection: the directory gets its name last.
            var directory = NextDirectory();
            var staging = Path.Combine(_directory, Staging + Path.GetFileName(directory));
            Directory.CreateDirectory(staging);
            ParametersFile.Write(staging, parameters);
            Directory.Move(staging, directory);
            _collections[parameters.Name] = new Collection(parameters, directory, _settings, _logger);
        }
    }

    /// <summary>Deletes a collection and the aliases that point to it; false where there is none of this name.</summary>
    public bool Delete(string name)
    {
        lock (_changes)
        {
            if (!_collections.TryRemove(name, out var collection))
            {
                return false;
            }
            var directory = collection.Directory;
            var staging = Path.Combine(_directory, Staging + Path.GetFileName(directory));
            collection.Delete();
            Directory.Move(directory, staging);
            Directory.Delete(staging, recursive: true);
            RemoveAliasesOf(name);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_changes)
        {
            foreach (var collection in _collections.Values)
            {
                collection.Dispose();
            }
            _collections.Clear();
            _lockFile.Dispose();
        }
    }

    private static FileStream Lock(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, ".lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The data directory {dataDirectory} cannot be locked; another process may be using it ({exception.Message}).", exception);
        }
    }

    private void Restore(string directory)
    {
        if (Path.GetFileName(directory).StartsWith(Staging, StringComparison.Ordinal))
        {
            Directory.Delete(directory, recursive: true); // a creation or deletion that a crash cut short
            return;
        }
        var parameters = ParametersFile.Read(directory);
        if (!_collections.TryAdd(parameters.Name, new Collection(parameters, directory, _settings, _logger)))
        {
            throw new InvalidDataException($"{directory}: there are two collections named `{parameters.Name}`.");
        }
    }

    private string NextDirectory()
    {
        var number = Directory.GetDirectories(_directory).Select(Path.GetFileName)
            .Select(name => int.TryParse(name, out var used) ? used : 0).DefaultIfEmpty().Max() + 1;
        return Path.Combine(_directory, number.ToString("D6"));
    }
}
