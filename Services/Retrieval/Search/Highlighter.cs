using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Search;

/// <summary>Finds a query's words in passages, whatever their endings.</summary>
internal sealed class Highlighter
{
    private readonly TextAnalyzer _analyzer = new();

    public QueryHighlights For(string query, IReadOnlyList<Language> languages) => new(_analyzer, query, languages);
}
