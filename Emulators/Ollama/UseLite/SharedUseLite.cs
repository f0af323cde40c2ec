namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>The one copy of the weights in memory, for whoever uses them at the time; gone when nobody does.</summary>
internal sealed class SharedUseLite
{
    private readonly Lock gate = new();
    private readonly WeakReference<UseLiteModel?> loaded = new(null);

    /// <exception cref="ModelFilesException">The files are missing or cut short: told at the start, not by the first request.</exception>
    public SharedUseLite(string folder)
    {
        Folder = folder;
        TensorFile.Check(folder);
        FileBytes = new DirectoryInfo(folder).EnumerateFiles().Sum(static file => file.Length);
    }

    public string Folder { get; }

    /// <summary>Size of the model's files.</summary>
    public long FileBytes { get; }

    public UseLiteModel Get()
    {
        lock (gate)
        {
            if (!loaded.TryGetTarget(out var model))
            {
                model = UseLiteModel.Load(Folder);
                loaded.SetTarget(model);
            }

            return model;
        }
    }
}
