namespace EventAi.Bench.Retrieval.Collections;

internal sealed record Document(string Id, string Title, string Text)
{
    /// <summary>Title and text; a text that repeats its title at the beginning does not get it twice.</summary>
    public string Content => Title.Length == 0 || Text.StartsWith(Title, StringComparison.OrdinalIgnoreCase) ? Text : Text.Length == 0 ? Title : $"{Title}\n{Text}";
}
