namespace EventAi.Emulators.Qdrant.State;

/// <content>Payload indexes.</content>
internal sealed partial class Collection
{
    /// <summary>Makes an index, or makes it anew with another type. It is ready when this returns.</summary>
    public ulong CreateIndex(FieldIndexDefinition index)
    {
        _ = PayloadPath.Parse(index.Field);
        StrictMode.CheckNewIndex(this, index.Field);
        return Write(() => [new Mutation.PutIndex(index)]);
    }

    public int IndexCount => Read(points => points.Indexes.Count());

    /// <summary>Whether the field's index (null where it has none) passes a test.</summary>
    public bool HasIndex(string field, Predicate<FieldIndex?> test) => Read(points => test(points.Index(field)));

    public ulong DeleteIndex(string field) => Write(() => _points.Index(field) is null ? [] : [new Mutation.DropIndex(field)]);
}
