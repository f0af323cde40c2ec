namespace EventAi.Emulators.Qdrant.State;

/// <content>Aliases: other names of collections, changed several at once or not at all.</content>
internal sealed partial class CollectionStore
{
    private Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    /// <summary>Alias to collection.</summary>
    public IReadOnlyDictionary<string, string> Aliases => _aliases;

    private string AliasPath => Path.Combine(Path.GetDirectoryName(_directory)!, "aliases.json");

    /// <summary>Applies the changes in order to a copy, which takes the place of the aliases if all of them succeed.</summary>
    public void ChangeAliases(IReadOnlyList<AliasChange> changes)
    {
        lock (_changes)
        {
            var aliases = new Dictionary<string, string>(_aliases, StringComparer.Ordinal);
            foreach (var change in changes)
            {
                Apply(aliases, change);
            }
            Save(aliases);
        }
    }

    private void Apply(Dictionary<string, string> aliases, AliasChange change)
    {
        switch (change)
        {
            case AliasChange.Create create:
                if (!_collections.ContainsKey(create.Collection))
                {
                    throw StoreException.NotFound($"Collection `{create.Collection}` doesn't exist!");
                }
                if (_collections.ContainsKey(create.Alias))
                {
                    throw StoreException.AlreadyExists($"Collection `{create.Alias}` already exists!");
                }
                aliases[create.Alias] = create.Collection;
                break;
            case AliasChange.Rename rename:
                if (!aliases.Remove(rename.From, out var collection))
                {
                    throw StoreException.NotFound($"Alias {rename.From} does not exists!");
                }
                aliases[rename.To] = collection;
                break;
            case AliasChange.Delete delete:
                aliases.Remove(delete.Alias);
                break;
            default:
                throw StoreException.Unsupported(change.GetType().Name);
        }
    }

    private void RemoveAliasesOf(string collection)
    {
        if (_aliases.ContainsValue(collection))
        {
            Save(_aliases.Where(pair => pair.Value != collection).ToDictionary(StringComparer.Ordinal));
        }
    }

    private void Save(Dictionary<string, string> aliases)
    {
        AliasFile.Write(AliasPath, aliases);
        _aliases = aliases; // readers see the old ones or the new ones
    }
}
