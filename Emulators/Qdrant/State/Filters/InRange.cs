namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A number or a time at the path (or an element of a list there) lies between bounds.</summary>
/// <param name="from">Lowest number that could, times in microseconds since 1970.</param>
/// <param name="to">Greatest that could.</param>
/// <param name="served">Any of these types of index serves.</param>
internal sealed class InRange(PayloadPath path, Predicate<PayloadValue> test, double from, double to, params FieldIndexType[] served) : FilterCondition
{
    private readonly ValueMatches _matches = new(path, test, served);

    public override IEnumerable<IndexNeed> Needs => _matches.Needs;

    public override bool Matches(in FilterTarget target) => _matches.Matches(target);

    public override CandidateSlots? Candidates(PointTable table)
        => table.Index(path.Text)?.Slots(from, to, table.Count) is { } slots ? new CandidateSlots(slots, Exact: false) : null;
}
