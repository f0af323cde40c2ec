namespace EventAi.Emulators.Qdrant.State.Querying;

/// <summary>How thoroughly a search looks.</summary>
/// <param name="Ef">Candidates that a graph search keeps; null for the index's own number.</param>
/// <param name="Exact">Compare every vector.</param>
/// <param name="IndexedOnly">Leave out what is not in the graph yet.</param>
/// <param name="IgnoreQuantization">Do not compare codes.</param>
/// <param name="Rescore">Compare the vectors of what the codes found.</param>
/// <param name="Oversampling">How many times the limit the codes are to find.</param>
internal sealed record SearchOptions(
    int? Ef = null, bool Exact = false, bool IndexedOnly = false, bool IgnoreQuantization = false, bool Rescore = true, double Oversampling = 1)
{
    public static readonly SearchOptions Default = new();
}
