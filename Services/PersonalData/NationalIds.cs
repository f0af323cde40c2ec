using System.Globalization;
using System.Text.RegularExpressions;

namespace EventAi.PersonalData;

/// <summary>
/// Numbers that states give to persons: recognized by their form, and by check digit or date of birth where the form has one, so that order
/// numbers are not taken for them. Where neither tells enough, the words before the number must.
/// </summary>
internal static partial class NationalIds
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    private const string FinnishLetters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private const int ContextLength = 40;

    private static readonly (Regex Form, Func<string, string, bool> IsValid)[] Forms =
    [
        (UnitedStates(), static (_, _) => true),
        (UnitedKingdom(), static (_, _) => true),
        (Spain(), static (id, _) => SpanishLetters[int.Parse(id.Replace('X', '0').Replace('Y', '1').Replace('Z', '2').AsSpan(0, 8), CultureInfo.InvariantCulture) % 23] == id[^1]),
        (Italy(), static (id, _) => ItalianLetter(id) == id[^1]),
        (Brazil(), static (id, _) => IsBrazilian(id)),
        (Switzerland(), static (id, _) => (10 - (CheckDigits.Weighted(id, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3) % 10)) % 10 == id[12] - '0'),
        (Belgium(), static (id, _) => IsBelgian(id)),
        (Sweden(), static (id, _) => IsDate(id.AsSpan(id.Length - 10, 6), yearFirst: true) && CheckDigits.Luhn(id.AsSpan(id.Length - 10))),
        (Finland(), static (id, _) => FinnishLetters[CheckDigits.Modulo($"{id[..6]}{id[^4..^1]}", 31)] == id[^1]),
        (Denmark(), static (id, _) => IsDate(id.AsSpan(0, 6), yearFirst: false)),
        (France(), static (id, _) => 97 - CheckDigits.Modulo(id.AsSpan(0, 13), 97) == int.Parse(id.AsSpan(13), CultureInfo.InvariantCulture)),
        (China(), static (id, _) => IsDate(id.AsSpan(8, 6), yearFirst: true) && "10X98765432"[CheckDigits.Weighted(id, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11] == id[17]),
        (India(), static (id, _) => CheckDigits.Verhoeff(id)),
        (ElevenDigits(), static (id, before) => IsPolish(id) || IsNorwegian(id) || (IsGerman(id) && GermanWords().IsMatch(before))),
        (NineDigits(), static (id, before) => CheckDigits.Weighted(id, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 && DutchWords().IsMatch(before)),
    ];

    public static void Find(string text, List<PersonalDataMatch> found)
    {
        foreach (var (form, isValid) in Forms)
        {
            for (var match = form.Match(text); match.Success; match = form.Match(text, match.Index + 1))
            {
                var id = string.Concat(match.Value.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
                if (isValid(id, text[Math.Max(0, match.Index - ContextLength)..match.Index]))
                {
                    found.Add(new PersonalDataMatch(match.Index, match.Length, PersonalDataKind.NationalId, id.ToLowerInvariant()));
                }
            }
        }
    }

    private static char ItalianLetter(string code)
    {
        const string Odd = "BAKPLCQDREVOSFTGUHMINJWZYX";
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(code[i]) ? code[i] - '0' : code[i] - 'A';
            sum += i % 2 == 1 ? value : Odd.IndexOf((char)('A' + value), StringComparison.Ordinal);
        }
        return (char)('A' + (sum % 26));
    }

    private static bool IsBrazilian(string id)
    {
        var first = CheckDigits.Weighted(id, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        var second = CheckDigits.Weighted(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) * 10 % 11 % 10;
        return first == id[9] - '0' && second == id[10] - '0';
    }

    private static bool IsBelgian(string id)
    {
        var check = int.Parse(id.AsSpan(9), CultureInfo.InvariantCulture);
        return 97 - CheckDigits.Modulo(id.AsSpan(0, 9), 97) == check || 97 - CheckDigits.Modulo($"2{id[..9]}", 97) == check;
    }

    /// <summary>PESEL: the month says the century; weights 1, 3, 7, 9.</summary>
    private static bool IsPolish(string id)
        => ((id[2] - '0') % 2 * 10) + id[3] - '0' is >= 1 and <= 12 && int.Parse(id.AsSpan(4, 2), CultureInfo.InvariantCulture) is >= 1 and <= 31
            && (10 - (CheckDigits.Weighted(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3) % 10)) % 10 == id[10] - '0';

    private static bool IsNorwegian(string id)
        => IsDate(id.AsSpan(0, 6), yearFirst: false) && CheckDigits.Weighted(id, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0 && CheckDigits.Weighted(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;

    /// <summary>Steuer-Identifikationsnummer: one digit of the first ten occurs twice or three times.</summary>
    private static bool IsGerman(string id)
        => id[0] != '0' && id[..10].GroupBy(static digit => digit).Max(static group => group.Count()) is 2 or 3 && CheckDigits.Mod11And10(id);

    private static bool IsDate(ReadOnlySpan<char> sixDigits, bool yearFirst)
    {
        var month = int.Parse(sixDigits.Slice(2, 2), CultureInfo.InvariantCulture);
        var day = int.Parse(yearFirst ? sixDigits[4..] : sixDigits[..2], CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;
    }

    [GeneratedRegex(@"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])", RegexOptions.None, 1000)]
    private static partial Regex UnitedStates();

    [GeneratedRegex(@"(?<!\w)(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)", RegexOptions.None, 1000)]
    private static partial Regex UnitedKingdom();

    [GeneratedRegex(@"(?<!\w)(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Spain();

    [GeneratedRegex(@"(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Italy();

    [GeneratedRegex(@"(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Brazil();

    [GeneratedRegex(@"(?<![\w.])756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Switzerland();

    [GeneratedRegex(@"(?<![\w.])\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Belgium();

    [GeneratedRegex(@"(?<!\w)(?:(?:19|20)\d{6}[-+]?|\d{6}[-+])\d{4}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Sweden();

    [GeneratedRegex(@"(?<!\w)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?!\w)", RegexOptions.None, 1000)]
    private static partial Regex Finland();

    [GeneratedRegex(@"(?<![\w-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4}(?![\w-])", RegexOptions.None, 1000)]
    private static partial Regex Denmark();

    [GeneratedRegex(@"(?<!\w)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex France();

    [GeneratedRegex(@"(?<!\w)[1-9]\d{16}[\dXx](?!\w)", RegexOptions.None, 1000)]
    private static partial Regex China();

    [GeneratedRegex(@"(?<!\w)[2-9]\d{3} \d{4} \d{4}(?! ?\w)", RegexOptions.None, 1000)]
    private static partial Regex India();

    [GeneratedRegex(@"(?<![\w.])\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex ElevenDigits();

    [GeneratedRegex(@"(?<!\w)\d{9}(?!\w)", RegexOptions.None, 1000)]
    private static partial Regex NineDigits();

    [GeneratedRegex("steuer|identifikation|idnr|tax", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex GermanWords();

    [GeneratedRegex("bsn|burgerservice|sofi", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex DutchWords();
}
