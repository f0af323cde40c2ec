namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A number or a time at the path (or an element of a list there) lies between bounds.</summary>
/// <param name="from">Lowest number that could, times in microseconds since 1970.</param>
/// <param name="to">Greatest that could.</param>
internal sealed class InRange(PayloadPath path, Predicate<PayloadValue> test, double from, double to) : FilterCondition
{
    private readonly ValueMatches _matches = new(path, test);

    public override bool Matches(in FilterTarget target) => _matches.Matches(target);

    public override IReadOnlyCollection<int>? Candidates(PointTable table) => table.Index(path.Text)?.Slots(from, to, table.Count);
}
