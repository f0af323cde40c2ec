using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace EventAi.Retrieval.Answers;

/// <summary>
/// The last net on the way out: ingestion has put tokens in the place of personal data, so what looks like any here was made up by a model
/// or typed by a user. Checksums decide where there are some (IBAN: ISO 13616, card numbers: ISO/IEC 7812), so that amounts stay.
/// </summary>
internal static partial class PersonalData
{
    private const int ShortestCard = 13;

    public static string Masked(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains('@', StringComparison.Ordinal))
        {
            return text;
        }
        text = Email().Replace(text, "[e-mail]");
        text = Iban().Replace(text, static match => WithoutIban(match.Value));
        text = Digits().Replace(text, static match => IsCard(match.Value) ? "[card]" : match.Value);
        return Phone().Replace(text, static match => match.Value.Count(char.IsAsciiDigit) is >= 9 and <= 15 ? "[phone]" : match.Value);
    }

    /// <summary>Words that follow may look as if they belonged to the number: the longest part that checks counts.</summary>
    private static string WithoutIban(string value)
    {
        for (var end = value.Length; end > 0; end = value.LastIndexOfAny([' ', '-'], end - 1))
        {
            if (IsIban(value[..end]))
            {
                return $"[iban]{value[end..]}";
            }
        }
        return value;
    }

    private static bool IsIban(string value)
    {
        var letters = value.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant).ToArray();
        if (letters.Length is < 15 or > 34)
        {
            return false;
        }
        var digits = new StringBuilder();
        foreach (var letter in letters.Skip(4).Concat(letters.Take(4)))
        {
            digits.Append(char.IsAsciiDigit(letter) ? (letter - '0').ToString(CultureInfo.InvariantCulture) : (letter - 'A' + 10).ToString(CultureInfo.InvariantCulture));
        }
        return BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture) % 97 == 1;
    }

    private static bool IsCard(string value)
    {
        var digits = value.Where(char.IsAsciiDigit).Select(static digit => digit - '0').ToArray();
        if (digits.Length < ShortestCard)
        {
            return false;
        }
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] * (1 + (i % 2));
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0 && sum > 0;
    }

    [GeneratedRegex(@"[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(\.[\p{L}\p{N}-]{1,63})*\.\p{L}{2,24}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b[A-Za-z]{2}\d{2}([ -]?[A-Za-z0-9]){11,30}\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iban();

    [GeneratedRegex(@"(?<!\d)\d([ -]?\d){12,18}(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<![\p{L}\d])(\+|00)[1-9]([ ()/.-]{0,2}\d){7,14}(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phone();
}
