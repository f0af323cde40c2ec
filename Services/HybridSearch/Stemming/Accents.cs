using System.Collections.Frozen;

namespace EventAi.HybridSearch.Stemming;

/// <summary>Letters without their accents, as people often write them.</summary>
internal static class Accents
{
    private static readonly FrozenDictionary<char, char> Plain = Pairs("áàâäãåāçćčéèêëēíìîïīñńóòôöõōøúùûüūýÿšž", "aaaaaaaccceeeeeiiiiinnooooooouuuuuyysz");

    public static string Fold(string word) => word.AsSpan().ContainsAnyExceptInRange('\0', '\x7f')
        ? string.Create(word.Length, word, static (target, source) =>
        {
            for (var index = 0; index < source.Length; index++)
            {
                target[index] = Plain.GetValueOrDefault(source[index], source[index]);
            }
        }).Replace("ß", "ss", StringComparison.Ordinal).Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal)
        : word;

    private static FrozenDictionary<char, char> Pairs(string accented, string plain) => accented.Zip(plain).ToFrozenDictionary(static pair => pair.First, static pair => pair.Second);
}
