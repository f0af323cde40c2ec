using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>$formatInteger and $parseInteger: decimal digits, letters (a, A), Roman numerals (i, I) and words (w, W, Ww), ordinal with <c>;o</c>.</summary>
internal static class IntegerPicture
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly (long Value, string Word)[] Large = [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred")];
    private static readonly (int Value, string Text)[] Roman =
        [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];

    private static readonly Dictionary<string, string> Ordinals = new(StringComparer.Ordinal)
    {
        ["one"] = "first", ["two"] = "second", ["three"] = "third", ["five"] = "fifth", ["eight"] = "eighth", ["nine"] = "ninth", ["twelve"] = "twelfth",
    };

    /// <summary>A regular expression for words of numbers.</summary>
    public static string WordPattern { get; } = "(?:" + string.Join('|', Small.Concat(Tens).Concat(Large.Select(static large => large.Word))
        .SelectMany(static word => new[] { word, Ordinal(word) }).OrderByDescending(static word => word.Length)) + "|and|[-, ])+";

    public static Json Format(double value, string picture)
    {
        if (!(Math.Abs(value) < 9e18))
        {
            throw JsonataException.OutOfRange(value);
        }
        var number = (long)Math.Floor(value);
        var ordinal = picture.EndsWith(";o", StringComparison.Ordinal);
        var format = picture.Split(';')[0];
        var text = Unsigned(Math.Abs(number), format, ordinal);
        return number < 0 ? "-" + text : text;
    }

    public static Json Parse(string text, string picture)
    {
        var format = picture.Split(';')[0];
        switch (format)
        {
            case "i" or "I":
                var lower = text.ToLowerInvariant();
                for (var value = 0; value < 5000; value++)
                {
                    if (ToRoman(value) == lower)
                    {
                        return value;
                    }
                }
                break;
            case "w" or "W" or "Ww":
                return (double)ParseWords(text.ToLowerInvariant());
            case "a" or "A":
                return text.ToLowerInvariant().Aggregate(0.0, static (sum, letter) => (sum * 26) + letter - 'a' + 1);
        }
        if (!format.Any(char.IsDigit))
        {
            throw NoDigit(format);
        }
        var digits = new string([.. text.Where(static character => char.IsAsciiDigit(character) || character == '-')]);
        return double.TryParse(digits, CultureInfo.InvariantCulture, out var parsed) ? parsed : throw new JsonataException("D3137", $"\"{text}\" is not a number of the form \"{picture}\"");
    }

    public static string Unsigned(long number, string format, bool ordinal) => format switch
    {
        "i" => ToRoman(number),
        "I" => ToRoman(number).ToUpperInvariant(),
        "w" => Words(number, ordinal),
        "W" => Words(number, ordinal).ToUpperInvariant(),
        "Ww" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Words(number, ordinal)).Replace(" And ", " and ", StringComparison.Ordinal),
        "a" => Letters(number, 'a'),
        "A" => Letters(number, 'A'),
        _ => Digits(number, format) + (ordinal ? Suffix(number) : ""),
    };

    private static string Digits(long number, string format)
    {
        var least = format.Count(char.IsDigit);
        if (least == 0)
        {
            throw NoDigit(format);
        }
        var text = number.ToString(CultureInfo.InvariantCulture).PadLeft(least, '0');
        var separators = new List<(int Distance, char Sign)>();
        var seen = 0;
        foreach (var character in format.Reverse())
        {
            if (char.IsDigit(character) || character == '#')
            {
                seen++;
            }
            else
            {
                separators.Add((seen, character));
            }
        }
        var isRegular = separators.Count > 0 && separators.Select((separator, index) => separator.Distance == separators[0].Distance * (index + 1) && separator.Sign == separators[0].Sign).All(static regular => regular);
        if (isRegular)
        {
            separators = [.. Enumerable.Range(1, text.Length).Select(index => (index * separators[0].Distance, separators[0].Sign))];
        }
        foreach (var (distance, sign) in separators.Where(separator => separator.Distance < text.Length).OrderByDescending(static separator => separator.Distance))
        {
            text = text.Insert(text.Length - distance, sign.ToString());
        }
        return text;
    }

    private static string Suffix(long number) => (number % 100) is >= 11 and <= 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    private static string ToRoman(long number)
    {
        var text = "";
        foreach (var (value, roman) in Roman)
        {
            for (; number >= value && text.Length < 1000; number -= value)
            {
                text += roman;
            }
        }
        return text;
    }

    private static string Letters(long number, char first)
    {
        var text = "";
        for (; number > 0; number = (number - 1) / 26)
        {
            text = (char)(first + ((number - 1) % 26)) + text;
        }
        return text;
    }

    private static string Words(long number, bool ordinal)
    {
        var words = Cardinal(number);
        if (!ordinal)
        {
            return words;
        }
        var cut = words.LastIndexOfAny([' ', '-']) + 1;
        return words[..cut] + Ordinal(words[cut..]);
    }

    private static string Ordinal(string word) => Ordinals.GetValueOrDefault(word) ?? (word.EndsWith('y') ? word[..^1] + "ieth" : word + "th");

    private static JsonataException NoDigit(string format)
        => new("D3130", $"Formatting or parsing an integer as a sequence starting with \"{format}\" is not supported by this implementation");

    private static string Cardinal(long number)
    {
        if (number < 20)
        {
            return Small[number];
        }
        if (number < 100)
        {
            return Tens[(number / 10) - 2] + (number % 10 > 0 ? "-" + Small[number % 10] : "");
        }
        var (value, word) = Array.Find(Large, large => number >= large.Value);
        var rest = number % value;
        return Cardinal(number / value) + " " + word + (rest == 0 ? "" : (rest < 100 ? " and " : ", ") + Cardinal(rest)).Replace(value == 100 ? ", " : "\0", " ", StringComparison.Ordinal);
    }

    private static long ParseWords(string text)
    {
        var total = 0L;
        var current = 0L;
        foreach (var word in text.Split([' ', ',', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            var plain = Ordinals.FirstOrDefault(ordinal => ordinal.Value == word).Key ?? word;
            plain = plain.EndsWith("ieth", StringComparison.Ordinal) ? plain[..^4] + "y" : plain;
            if (Array.IndexOf(Small, plain) < 0 && plain.EndsWith("th", StringComparison.Ordinal))
            {
                plain = plain[..^2];
            }
            if (Array.IndexOf(Small, plain) is var small && small >= 0)
            {
                current += small;
            }
            else if (Array.IndexOf(Tens, plain) is var ten && ten >= 0)
            {
                current += (ten + 2) * 10;
            }
            else if (Array.Find(Large, large => large.Word == plain) is { Value: > 0 } large)
            {
                if (large.Value == 100)
                {
                    current *= 100;
                }
                else if (current == 0)
                {
                    total *= large.Value;
                }
                else
                {
                    total += current * large.Value;
                    current = 0;
                }
            }
        }
        return total + current;
    }
}
