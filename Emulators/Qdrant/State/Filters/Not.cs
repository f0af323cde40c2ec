namespace EventAi.Emulators.Qdrant.State.Filters;

internal sealed class Not(FilterCondition condition) : FilterCondition
{
    public override IEnumerable<IndexNeed> Needs => condition.Needs;

    public override bool Matches(in FilterTarget target) => !condition.Matches(target);
}
