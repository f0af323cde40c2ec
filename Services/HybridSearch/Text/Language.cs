namespace EventAi.HybridSearch.Text;

/// <summary>The languages whose stop words and endings are known; any other text is cut into words and left as it is.</summary>
public enum Language
{
    Unknown,
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Swedish,

    /// <summary>Chinese, Japanese and Korean: indexed by pairs of characters.</summary>
    Cjk,
}
