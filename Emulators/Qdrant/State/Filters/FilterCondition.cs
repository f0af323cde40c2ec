namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A condition on a point.</summary>
internal abstract class FilterCondition
{
    public abstract bool Matches(in FilterTarget target);

    /// <summary>
    /// The only slots that can match, where an index tells; null where every point must be looked at. A candidate still has to match,
    /// and its slot may be empty by now.
    /// </summary>
    public virtual IReadOnlyCollection<int>? Candidates(PointTable table) => null;
}
