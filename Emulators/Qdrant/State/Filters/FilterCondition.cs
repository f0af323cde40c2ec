namespace EventAi.Emulators.Qdrant.State.Filters;

/// <summary>A condition on a point.</summary>
internal abstract class FilterCondition
{
    public abstract bool Matches(in FilterTarget target);

    /// <summary>The only slots that can match, where an index tells; null where every point must be looked at.</summary>
    public virtual CandidateSlots? Candidates(PointTable table) => null;

    /// <summary>The payload indexes it wants.</summary>
    public virtual IEnumerable<IndexNeed> Needs => [];

    /// <summary>How many single conditions it consists of.</summary>
    public virtual int Conditions => 1;

    /// <summary>How many values the longest list in it names.</summary>
    public virtual int LongestList => 0;
}
