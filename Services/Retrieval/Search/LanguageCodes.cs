using EventAi.HybridSearch.Text;

namespace EventAi.Retrieval.Search;

/// <summary>ISO 639-1 codes of the languages whose stems are known.</summary>
internal static class LanguageCodes
{
    public static Language Parse(string? code) => code switch
    {
        "en" => Language.English,
        "de" => Language.German,
        "fr" => Language.French,
        "es" => Language.Spanish,
        "it" => Language.Italian,
        "pt" => Language.Portuguese,
        "nl" => Language.Dutch,
        "sv" => Language.Swedish,
        "zh" or "ja" or "ko" => Language.Cjk,
        _ => Language.Unknown,
    };

    /// <summary>"und" where there is none.</summary>
    public static string Of(Language language) => language switch
    {
        Language.English => "en",
        Language.German => "de",
        Language.French => "fr",
        Language.Spanish => "es",
        Language.Italian => "it",
        Language.Portuguese => "pt",
        Language.Dutch => "nl",
        Language.Swedish => "sv",
        Language.Cjk => "zh",
        _ => "und",
    };
}
