namespace EventAi.Bench.Retrieval.Collections;

internal sealed record JsonLine(string Id, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The first of these fields that is there; empty without any.</summary>
    public string Field(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Fields.TryGetValue(name, out var value))
            {
                return value.Trim();
            }
        }

        return "";
    }
}
