namespace EventAi.Emulators.Qdrant.State;

/// <summary>Which vectors a read gives back: none, all, or those named.</summary>
internal sealed record VectorSelection(bool All, IReadOnlyCollection<string> Names)
{
    public static readonly VectorSelection None = new(All: false, []);
    public static readonly VectorSelection Every = new(All: true, []);

    public bool Holds(string name) => All || Names.Contains(name, StringComparer.Ordinal);
}
