using System.Collections.Concurrent;

namespace EventAi.Emulators.Ollama.Catalog;

/// <summary>The models this server has: those it was started with, and the names that copy and create added (in memory only).</summary>
internal sealed class ModelCatalog(IReadOnlyList<InstalledModel> builtIn)
{
    private readonly ConcurrentDictionary<ModelName, InstalledModel> added = [];

    /// <summary>As Ollama lists them: the newest first, here the built-in ones in their order after what was added.</summary>
    public IReadOnlyList<InstalledModel> Models => [.. added.Values.OrderByDescending(static model => model.ModifiedAt), .. builtIn];

    /// <summary>Null for a model this server does not have.</summary>
    public InstalledModel? Find(ModelName name)
        => added.TryGetValue(name, out var model) ? model : builtIn.FirstOrDefault(candidate => candidate.Name == name);

    public bool IsBuiltIn(ModelName name) => builtIn.Any(model => model.Name == name);

    public void Add(InstalledModel model) => added[model.Name] = model;

    public bool Remove(ModelName name) => added.TryRemove(name, out _);
}
