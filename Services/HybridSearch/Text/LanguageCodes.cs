using System.Text;

namespace EventAi.HybridSearch.Text;

/// <summary>ISO 639-1 codes of languages, and of texts: also of those whose words are not cut to their stems here, where their script gives them away.</summary>
public static class LanguageCodes
{
    private const int Sample = 4000;

    /// <summary>The language by its code; <see cref="Language.Unknown"/> for one that is not known here. "de-AT" is German.</summary>
    public static Language Parse(string? code) => code?.Split('-', '_')[0].ToLowerInvariant() switch
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

    /// <summary>The code of a text's language; empty where it cannot be told.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LanguageDetector.Detect(text) switch
        {
            Language.English => "en",
            Language.German => "de",
            Language.French => "fr",
            Language.Spanish => "es",
            Language.Italian => "it",
            Language.Portuguese => "pt",
            Language.Dutch => "nl",
            Language.Swedish => "sv",
            _ => ByScript(text),
        };
    }

    private static string ByScript(string text)
    {
        var (letters, han, kana, hangul, cyrillic, ukrainian, greek, hebrew, arabic, thai, devanagari) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, Sample)).EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                continue;
            }
            letters++;
            _ = rune.Value switch
            {
                >= 0x3040 and <= 0x30FF => kana++,
                >= 0xAC00 and <= 0xD7AF => hangul++,
                (>= 0x3400 and <= 0x9FFF) or >= 0x20000 => han++,
                0x404 or 0x406 or 0x407 or 0x454 or 0x456 or 0x457 or 0x490 or 0x491 => ukrainian++,
                >= 0x400 and <= 0x4FF => cyrillic++,
                >= 0x370 and <= 0x3FF => greek++,
                >= 0x590 and <= 0x5FF => hebrew++,
                >= 0x600 and <= 0x6FF => arabic++,
                >= 0xE00 and <= 0xE7F => thai++,
                >= 0x900 and <= 0x97F => devanagari++,
                _ => 0,
            };
        }
        bool Mostly(int count) => count * 2 > letters;
        return true switch
        {
            _ when letters == 0 => "",
            _ when Mostly(hangul) => "ko",
            _ when kana * 10 > letters && Mostly(kana + han) => "ja",
            _ when Mostly(han) => "zh",
            _ when Mostly(cyrillic + ukrainian) => ukrainian * 50 > letters ? "uk" : "ru",
            _ when Mostly(greek) => "el",
            _ when Mostly(hebrew) => "he",
            _ when Mostly(arabic) => "ar",
            _ when Mostly(thai) => "th",
            _ when Mostly(devanagari) => "hi",
            _ => "",
        };
    }
}
