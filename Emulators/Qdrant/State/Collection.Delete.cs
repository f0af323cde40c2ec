namespace EventAi.Emulators.Qdrant.State;

/// <content>Deleting points.</content>
internal sealed partial class Collection
{
    /// <summary>Ids that do not exist are passed over.</summary>
    public ulong Delete(PointSelection selection)
        => Write(() => [.. Select(selection, missingIsError: false).Select(id => new Mutation.DropPoint(id))]);

    /// <summary>The ids that are selected and exist. Only the writer calls this.</summary>
    private List<PointKey> Select(PointSelection selection, bool missingIsError)
    {
        StrictMode.CheckWrite(this, selection.Filter);
        if (selection.Ids is not { } ids)
        {
            return [.. _points.Matching(selection.Filter).Select(_points.Id)];
        }
        var found = new List<PointKey>(ids.Count);
        foreach (var id in ids)
        {
            if (_points.TryFind(id, out _))
            {
                found.Add(id);
            }
            else if (missingIsError)
            {
                throw StoreException.NotFound($"No point with id {id} found");
            }
        }
        return found;
    }
}
