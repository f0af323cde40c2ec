namespace EventAi.Emulators.Qdrant.State.Indexing;

/// <summary>Rates the points of a collection for one query; larger is better. Asked only for slots that hold the vector.</summary>
internal abstract class Scorer
{
    public abstract float Score(int slot);
}
