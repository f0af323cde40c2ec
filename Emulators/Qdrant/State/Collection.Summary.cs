namespace EventAi.Emulators.Qdrant.State;

/// <content>Counting, and the settings.</content>
internal sealed partial class Collection
{
    public CollectionSummary Summarize()
        => Read(points => new CollectionSummary(points.Count, [.. points.Indexes.Select(index => (index.Definition, index.Points))], points.IndexedVectors, points.IsIndexing));

    public int Count(PointFilter? filter) => Read(points => filter is null ? points.Count : points.Matching(filter).Count());

    /// <summary>Takes other settings: of the same vectors, or with one more or one less.</summary>
    public void Update(Func<CollectionParameters, CollectionParameters> change)
    {
        lock (_writer)
        {
            ThrowIfDeleted();
            var parameters = change(Parameters);
            ParametersFile.Write(Directory, parameters);
            _table.EnterWriteLock();
            try
            {
                _points.Adopt(parameters);
                Parameters = parameters;
            }
            finally
            {
                _table.ExitWriteLock();
            }
            _builder.Kick();
        }
    }
}
