namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A payload index that a condition wants: one of some types on a path. What strict mode asks of filters (lib/collection: problems/unindexed_field).</summary>
/// <param name="Path">Key of the payload.</param>
/// <param name="Types">Any of them serves.</param>
internal sealed record IndexNeed(string Path, IReadOnlyList<FieldIndexType> Types)
{
    /// <summary>Of conditions that every index serves.</summary>
    public static IndexNeed OfAnyType(PayloadPath path) => new(path.Text, Enum.GetValues<FieldIndexType>());

    /// <summary>Of values that are compared as they are; none where there are no values.</summary>
    public static IEnumerable<IndexNeed> OfValues(PayloadPath path, IReadOnlySet<PayloadScalar> values)
        => values.Count == 0 ? [] : [new IndexNeed(path.Text, values.First().Kind switch
        {
            PayloadKind.Integer => [FieldIndexType.Integer],
            PayloadKind.Boolean => [FieldIndexType.Bool],
            _ when values.All(value => Guid.TryParse(value.Text, out _)) => [FieldIndexType.Keyword, FieldIndexType.Uuid],
            _ => [FieldIndexType.Keyword],
        })];

    public bool IsMetBy(FieldIndex? index) => index is not null && Types.Contains(index.Definition.Type);

    public override string ToString()
        => $"\"{Path}\" of one of the following types: [{string.Join(", ", Types.Select(type => type.ToString().ToLowerInvariant()).Order(StringComparer.Ordinal))}]";
}
