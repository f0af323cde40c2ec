using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>$formatNumber: decimal pictures of XPath F&amp;O 3.1, section 4.7.</summary>
internal static class NumberPicture
{
    public static Json Format(double value, string picture, JsonObject? options)
    {
        string Option(string name, string otherwise) => options?[name]?.AsString() ?? otherwise;
        var (point, group, exponent, minus) = (Option("decimal-separator", "."), Option("grouping-separator", ","), Option("exponent-separator", "e"), Option("minus-sign", "-"));
        var (percent, mille, zero, digit, separator) = (Option("percent", "%"), Option("per-mille", "\u2030"), Option("zero-digit", "0"), Option("digit", "#"), Option("pattern-separator", ";"));
        var pictures = picture.Split(separator);
        if (pictures.Length > 2)
        {
            throw new JsonataException("D3080", "The picture string must only contain a maximum of two sub-pictures");
        }
        bool IsActive(string character) => character == point || character == group || character == digit || (character.Length == 1 && character[0] >= zero[0] && character[0] <= zero[0] + 9);
        var signs = new PictureSigns(point, group, exponent, percent, mille, zero[0], digit);
        foreach (var each in pictures)
        {
            signs.Check(each);
        }
        var parts = pictures[value < 0 && pictures.Length == 2 ? 1 : 0];
        var characters = parts.Select(static character => character.ToString()).ToList();
        var first = characters.FindIndex(IsActive);
        var last = characters.FindLastIndex(IsActive);
        var (prefix, suffix) = (parts[..first], parts[(last + 1)..]);
        if (value < 0 && pictures.Length == 1)
        {
            prefix = minus + prefix;
        }
        var active = parts[first..(last + 1)];
        var e = active.IndexOf(exponent, StringComparison.Ordinal);
        var mantissa = e > 0 ? active[..e] : active;
        var exponentDigits = e > 0 ? active.Length - e - exponent.Length : 0;
        var split = mantissa.IndexOf(point, StringComparison.Ordinal);
        var whole = split < 0 ? mantissa : mantissa[..split];
        var fraction = split < 0 ? "" : mantissa[(split + point.Length)..];
        bool IsDigit(char character) => character >= zero[0] && character <= zero[0] + 9;
        var leastWhole = whole.Count(IsDigit);
        var (leastFraction, mostFraction) = (fraction.Count(IsDigit), fraction.Count(character => IsDigit(character) || character == digit[0]));
        var scale = leastWhole;
        if (leastWhole == 0 && mostFraction == 0)
        {
            (leastWhole, leastFraction, mostFraction) = exponentDigits > 0 ? (0, 1, 1) : (1, 0, 0);
        }
        if (exponentDigits > 0 && leastWhole == 0 && whole.Contains(digit, StringComparison.Ordinal))
        {
            leastWhole = 1;
        }
        if (leastWhole == 0 && leastFraction == 0)
        {
            leastFraction = 1;
        }
        var size = Math.Abs(value) * (parts.Contains(percent, StringComparison.Ordinal) ? 100 : parts.Contains(mille, StringComparison.Ordinal) ? 1000 : 1);
        var power = 0;
        if (exponentDigits > 0 && size > 0)
        {
            power = (int)Math.Floor(Math.Log10(size)) + 1 - scale;
            size /= Math.Pow(10, power);
        }
        var text = NumberLibrary.Round(size, mostFraction).ToString("F" + mostFraction, CultureInfo.InvariantCulture);
        var dot = text.IndexOf('.');
        var wholeText = (dot < 0 ? text : text[..dot]).TrimStart('0').PadLeft(leastWhole, '0');
        var fractionText = dot < 0 ? "" : text[(dot + 1)..].TrimEnd('0').PadRight(leastFraction, '0');
        var result = Grouped(wholeText, whole, group);
        result = fractionText.Length > 0 ? result + point + GroupedFraction(fractionText, fraction, group) : result;
        if (exponentDigits > 0)
        {
            result += exponent + (power < 0 ? minus : "") + Math.Abs(power).ToString(CultureInfo.InvariantCulture).PadLeft(exponentDigits, '0');
        }
        if (zero != "0")
        {
            result = string.Concat(result.Select(character => char.IsAsciiDigit(character) ? (char)(zero[0] + character - '0') : character));
        }
        return prefix + result + suffix;
    }

    private static string Grouped(string digits, string picture, string group)
    {
        var positions = Positions(picture, group);
        if (positions.Count == 0)
        {
            return digits;
        }
        // Separators at a regular distance repeat.
        var distance = positions[0];
        var isRegular = positions.Select((position, index) => position == distance * (index + 1)).All(static regular => regular);
        var all = isRegular ? Enumerable.Range(1, Math.Max(0, (digits.Length - 1) / distance)).Select(index => index * distance) : positions;
        foreach (var position in all.Where(position => position < digits.Length).OrderDescending())
        {
            digits = digits.Insert(digits.Length - position, group);
        }
        return digits;
    }

    private static string GroupedFraction(string digits, string picture, string group)
    {
        var seen = 0;
        var inserted = 0;
        foreach (var character in picture)
        {
            if (character.ToString() != group)
            {
                seen++;
            }
            else if (seen < digits.Length - inserted)
            {
                digits = digits.Insert(seen + inserted, group);
                inserted += group.Length;
            }
        }
        return digits;
    }

    /// <summary>Distances of the separators from the right end.</summary>
    private static List<int> Positions(string picture, string group)
    {
        var positions = new List<int>();
        var seen = 0;
        for (var i = picture.Length - 1; i >= 0; i--)
        {
            if (picture[i].ToString() == group)
            {
                positions.Add(seen);
            }
            else
            {
                seen++;
            }
        }
        return positions;
    }
}
