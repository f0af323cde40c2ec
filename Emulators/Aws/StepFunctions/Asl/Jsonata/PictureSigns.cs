namespace EventAi.Emulators.Aws.StepFunctions.Asl.Jsonata;

/// <summary>The signs of a decimal picture, and the rules that a sub-picture must follow (XPath F&amp;O 3.1, section 4.7.3).</summary>
internal sealed record PictureSigns(string Point, string Group, string Exponent, string Percent, string Mille, char Zero, string Digit)
{
    /// <exception cref="JsonataException">A rule is broken; where several are, the last one is named, as jsonata-js does.</exception>
    public void Check(string picture)
    {
        var (first, last) = (picture.Length, -1);
        for (var i = 0; i < picture.Length; i++)
        {
            if (IsActive(picture[i]))
            {
                (first, last) = (Math.Min(first, i), i);
            }
        }
        var active = first <= last ? picture[first..(last + 1)] : "";
        var split = active.IndexOf(Exponent, StringComparison.Ordinal);
        var (mantissa, exponent) = split < 0 ? (active, null) : (active[..split], active[(split + Exponent.Length)..]);
        var dot = mantissa.IndexOf(Point, StringComparison.Ordinal);
        var (whole, fraction) = dot < 0 ? (mantissa, "") : (mantissa[..dot], mantissa[(dot + Point.Length)..]);
        var (isPercent, isMille) = (Has(picture, Percent), Has(picture, Mille));
        var rules = new (bool IsBroken, string Code, string Message)[]
        {
            (IsTwice(picture, Point), "D3081", "The sub-picture must not contain more than one instance of the 'decimal-separator' character"),
            (IsTwice(picture, Percent), "D3082", "The sub-picture must not contain more than one instance of the 'percent' character"),
            (IsTwice(picture, Mille), "D3083", "The sub-picture must not contain more than one instance of the 'per-mille' character"),
            (isPercent && isMille, "D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character"),
            (!mantissa.Any(character => IsDigit(character) || Is(character, Digit)), "D3085", "The mantissa part of a sub-picture must contain at least one digit character, mandatory or optional"),
            ((active.Length == 0 && picture.Length > 0) || active.Any(character => !IsActive(character) && !Is(character, Exponent)), "D3086", "The sub-picture must not contain a passive character that is preceded by an active character and followed by another one"),
            (Has(picture, Point) && (Has(picture, Group + Point) || Has(picture, Point + Group)), "D3087", "The sub-picture must not contain a 'grouping-separator' that appears adjacent to a 'decimal-separator' character"),
            (!Has(picture, Point) && whole.EndsWith(Group, StringComparison.Ordinal), "D3088", "The sub-picture must not contain a 'grouping-separator' at the end of the integer part"),
            (Has(picture, Group + Group), "D3089", "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character"),
            (Has(whole, Digit) && whole[..whole.IndexOf(Digit, StringComparison.Ordinal)].Any(IsDigit), "D3090", "The integer part of the sub-picture must not contain a mandatory digit that is followed by an optional one"),
            (Has(fraction, Digit) && fraction[fraction.LastIndexOf(Digit, StringComparison.Ordinal)..].Any(IsDigit), "D3091", "The fractional part of the sub-picture must not contain an optional digit that is followed by a mandatory one"),
            (exponent is { Length: > 0 } && (isPercent || isMille), "D3092", "A sub-picture that contains a 'percent' or 'per-mille' character must not contain an 'exponent-separator'"),
            (exponent is not null && (exponent.Length == 0 || !exponent.All(IsDigit)), "D3093", "The exponent part of the sub-picture must be one or more mandatory digits"),
        };
        var (isBroken, code, message) = rules.LastOrDefault(static rule => rule.IsBroken);
        if (isBroken)
        {
            throw new JsonataException(code, message);
        }
    }

    private static bool Has(string text, string sign) => text.Contains(sign, StringComparison.Ordinal);

    private static bool IsTwice(string text, string sign) => text.IndexOf(sign, StringComparison.Ordinal) != text.LastIndexOf(sign, StringComparison.Ordinal);

    private static bool Is(char character, string sign) => sign.Length == 1 && sign[0] == character;

    private bool IsDigit(char character) => character >= Zero && character <= Zero + 9;

    private bool IsActive(char character) => IsDigit(character) || Is(character, Point) || Is(character, Group) || Is(character, Digit);
}
