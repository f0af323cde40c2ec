namespace EventAi.Emulators.Qdrant.State;

internal abstract record AliasChange
{
    public sealed record Create(string Alias, string Collection) : AliasChange;

    public sealed record Rename(string From, string To) : AliasChange;

    public sealed record Delete(string Alias) : AliasChange;
}
