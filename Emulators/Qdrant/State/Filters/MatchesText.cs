namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>
/// A text at the path holds the words of a query: its tokens, where the field has a full-text index; otherwise the query as it stands must
/// be part of the text (for <see cref="TextMatch.Any"/>, one of its words), as Qdrant compares without an index.
/// </summary>
internal sealed class MatchesText(PayloadPath path, string query, TextMatch match) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => [new IndexNeed(path.Text, [FieldIndexType.Text])];

    public override bool Matches(in FilterTarget target)
    {
        var index = target.Slot >= 0 ? target.Table.Index(path.Text) : null;
        Predicate<string> test = index is { HasText: true } ? Tokens(index.Definition.Text) : Substring;
        foreach (var value in target.Find(path))
        {
            if (value.Kind == PayloadKind.List
                ? Array.Exists(value.List, element => element.Kind == PayloadKind.String && test(element.String))
                : value.Kind == PayloadKind.String && test(value.String))
            {
                return true;
            }
        }
        return false;
    }

    public override CandidateSlots? Candidates(PointTable table)
    {
        if (table.Index(path.Text) is not { HasText: true } index)
        {
            return null;
        }
        var lists = index.Definition.Text.QueryTokens(query).Select(token => index.Slots(PayloadScalar.From(token))).ToList();
        if (match != TextMatch.Any)
        {
            return new CandidateSlots(lists.MinBy(slots => slots.Count) ?? SlotSet.Empty, Exact: false);
        }
        var union = new SlotSet();
        lists.ForEach(union.UnionWith);
        return new CandidateSlots(union, Exact: false);
    }

    private Predicate<string> Tokens(TextOptions options)
    {
        var wanted = options.QueryTokens(query).ToList();
        return wanted.Count == 0 ? _ => false : match switch
        {
            TextMatch.All => text => options.Tokens(text).ToHashSet(StringComparer.Ordinal) is var tokens && wanted.TrueForAll(tokens.Contains),
            TextMatch.Any => text => options.Tokens(text).Any(token => wanted.Contains(token, StringComparer.Ordinal)),
            _ => text => HoldsInOrder([.. options.Tokens(text)], wanted),
        };
    }

    private bool Substring(string text)
        => match == TextMatch.Any
            ? Array.Exists(query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), word => text.Contains(word, StringComparison.Ordinal))
            : text.Contains(query, StringComparison.Ordinal);

    private static bool HoldsInOrder(string[] tokens, List<string> wanted)
    {
        for (var start = 0; start + wanted.Count <= tokens.Length; start++)
        {
            if (tokens.AsSpan(start, wanted.Count).SequenceEqual(wanted.ToArray()))
            {
                return true;
            }
        }
        return false;
    }
}
