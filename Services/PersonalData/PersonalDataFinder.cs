using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace EventAi.PersonalData;

/// <summary>
/// Finds personal data by its form and its check digits: mail addresses, IBANs (ISO 13616), card numbers (Luhn), national ids of sixteen
/// countries, telephone numbers. Where two overlap, the one earlier in this list counts.
/// </summary>
public static partial class PersonalDataFinder
{
    private const int LeastDigits = 6;
    private const int MaxPart = 32 * 1024;

    private static readonly FrozenDictionary<string, int> IbanLengths = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["AD"] = 24, ["AE"] = 23, ["AL"] = 28, ["AT"] = 20, ["AZ"] = 28, ["BA"] = 20, ["BE"] = 16, ["BG"] = 22, ["BH"] = 22, ["BR"] = 29, ["BY"] = 28, ["CH"] = 21, ["CR"] = 22, ["CY"] = 28, ["CZ"] = 24,
        ["DE"] = 22, ["DK"] = 18, ["DO"] = 28, ["EE"] = 20, ["EG"] = 29, ["ES"] = 24, ["FI"] = 18, ["FO"] = 18, ["FR"] = 27, ["GB"] = 22, ["GE"] = 22, ["GI"] = 23, ["GL"] = 18, ["GR"] = 27, ["GT"] = 28,
        ["HR"] = 21, ["HU"] = 28, ["IE"] = 22, ["IL"] = 23, ["IQ"] = 23, ["IS"] = 26, ["IT"] = 27, ["JO"] = 30, ["KW"] = 30, ["KZ"] = 20, ["LB"] = 28, ["LI"] = 21, ["LT"] = 20, ["LU"] = 20, ["LV"] = 21,
        ["MC"] = 27, ["MD"] = 24, ["ME"] = 22, ["MK"] = 19, ["MR"] = 27, ["MT"] = 31, ["MU"] = 30, ["NL"] = 18, ["NO"] = 15, ["PK"] = 24, ["PL"] = 28, ["PS"] = 29, ["PT"] = 25, ["QA"] = 29, ["RO"] = 24,
        ["RS"] = 22, ["SA"] = 24, ["SE"] = 24, ["SI"] = 19, ["SK"] = 24, ["SM"] = 27, ["TN"] = 24, ["TR"] = 26, ["UA"] = 29, ["VA"] = 22, ["XK"] = 20,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In the order of the text, not overlapping. A long text is looked at in parts, cut at ends of paragraphs, lines or words.</summary>
    public static IReadOnlyList<PersonalDataMatch> Find(string text)
    {
        if (text.Length <= MaxPart)
        {
            return FindInPart(text);
        }
        var found = new List<PersonalDataMatch>();
        for (var start = 0; start < text.Length;)
        {
            var end = PartEnd(text, start);
            foreach (var match in FindInPart(text[start..end]))
            {
                found.Add(match with { Start = start + match.Start });
            }
            start = end;
        }
        return found;
    }

    private static int PartEnd(string text, int start)
    {
        if (text.Length - start <= MaxPart)
        {
            return text.Length;
        }
        foreach (var separator in (string[])["\n\n", "\n", " "])
        {
            var end = text.LastIndexOf(separator, start + MaxPart - 1, MaxPart / 2, StringComparison.Ordinal);
            if (end > start)
            {
                return end + separator.Length;
            }
        }
        return start + MaxPart;
    }

    private static IReadOnlyList<PersonalDataMatch> FindInPart(string text)
    {
        var found = new List<PersonalDataMatch>();
        if (text.Contains('@', StringComparison.Ordinal))
        {
            found.AddRange(Email().Matches(text).Select(static match => new PersonalDataMatch(match.Index, match.Length, PersonalDataKind.Email, match.Value.ToLowerInvariant())));
        }
        if (text.Count(char.IsAsciiDigit) >= LeastDigits)
        {
            Ibans(text, found);
            Cards(text, found);
            NationalIds.Find(text, found);
            Phones(text, found);
        }
        return found.Count < 2 ? found : WithoutOverlaps(found);
    }

    private static void Ibans(string text, List<PersonalDataMatch> found)
    {
        foreach (Match match in IbanStart().Matches(text))
        {
            var country = match.Value[..2].ToUpperInvariant();
            if (!IbanLengths.TryGetValue(country, out var wanted))
            {
                continue;
            }
            var iban = new char[wanted];
            var (count, end) = (0, match.Index);
            while (end < text.Length && count < wanted)
            {
                if (char.IsAsciiLetterOrDigit(text[end]))
                {
                    iban[count++] = char.ToUpperInvariant(text[end]);
                }
                else if (text[end] is not (' ' or '-' or '\u00A0' or '\n') || !char.IsAsciiLetterOrDigit(text[end - 1]))
                {
                    break;
                }
                end++;
            }
            if (count == wanted && (end == text.Length || !char.IsAsciiLetterOrDigit(text[end])) && CheckDigits.Iban(iban))
            {
                found.Add(new PersonalDataMatch(match.Index, end - match.Index, PersonalDataKind.Iban, new string(iban).ToLowerInvariant()));
            }
        }
    }

    private static void Cards(string text, List<PersonalDataMatch> found)
    {
        for (var match = Card().Match(text); match.Success; match = Card().Match(text, match.Index + 1))
        {
            var digits = Digits(match.Value);
            if (digits.Length is >= 13 and <= 19 && CheckDigits.Luhn(digits) && digits.Distinct().Skip(1).Any())
            {
                found.Add(new PersonalDataMatch(match.Index, match.Length, PersonalDataKind.Card, digits));
            }
        }
    }

    private static void Phones(string text, List<PersonalDataMatch> found)
    {
        foreach (Match match in Phone().Matches(text))
        {
            var digits = Digits(match.Value);
            if (digits.Length is >= 7 and <= 15)
            {
                var international = match.Value[0] == '+' ? $"+{digits}" : digits.StartsWith("00", StringComparison.Ordinal) ? $"+{digits[2..]}" : digits;
                found.Add(new PersonalDataMatch(match.Index, match.Length, PersonalDataKind.Phone, international));
            }
        }
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static List<PersonalDataMatch> WithoutOverlaps(List<PersonalDataMatch> found)
    {
        var kept = new List<PersonalDataMatch>(found.Count);
        foreach (var match in found.OrderBy(static match => match.Kind).ThenByDescending(static match => match.Length).ThenBy(static match => match.Start))
        {
            if (kept.TrueForAll(other => match.Start >= other.Start + other.Length || other.Start >= match.Start + match.Length))
            {
                kept.Add(match);
            }
        }
        kept.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return kept;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}[\p{L}]{2,24}(?![\p{L}\p{N}])", RegexOptions.None, 2000)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ \u00A0-]?[A-Za-z0-9]{4})", RegexOptions.None, 2000)]
    private static partial Regex IbanStart();

    [GeneratedRegex(@"(?<![\d.])(?:[2-6]\d{3}(?<gap>[ \u00A0\n-]?)\d{4}\k<gap>\d{4}\k<gap>\d{1,7}|3[47]\d{2}(?<gap>[ \u00A0\n-]?)\d{6}\k<gap>\d{5}|3\d{3}(?<gap>[ \u00A0\n-]?)\d{6}\k<gap>\d{4}|[2-6]\d{12,18})(?!\d)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Card();

    [GeneratedRegex(@"(?<![\w.+/-]|\d )(?:(?:\+|00)[1-9]\d{0,2}[ \u00A0./-]?(?:\(0?\d{1,4}\)[ \u00A0./-]?)?\d{1,5}(?:[ \u00A0./-]?\d{2,5}){1,4}|\(0?\d{2,5}\)[ \u00A0./-]?\d{2,5}(?:[ \u00A0./-]?\d{2,5}){1,3}|0\d{2,5}[ \u00A0/-]\d{3,8}(?:[ \u00A0-]\d{2,5}){0,3}|\d{3}[-.]\d{3}[-.]\d{4})(?![\w-])", RegexOptions.None, 2000)]
    private static partial Regex Phone();
}
