namespace EventAi.PersonalData;

/// <summary>Check digit procedures of card, account and person numbers. Arguments hold what their names say: digits, or digits and capital letters.</summary>
internal static class CheckDigits
{
    private static readonly byte[,] Multiplication =
    {
        { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }, { 1, 2, 3, 4, 0, 6, 7, 8, 9, 5 }, { 2, 3, 4, 0, 1, 7, 8, 9, 5, 6 }, { 3, 4, 0, 1, 2, 8, 9, 5, 6, 7 }, { 4, 0, 1, 2, 3, 9, 5, 6, 7, 8 },
        { 5, 9, 8, 7, 6, 0, 4, 3, 2, 1 }, { 6, 5, 9, 8, 7, 1, 0, 4, 3, 2 }, { 7, 6, 5, 9, 8, 2, 1, 0, 4, 3 }, { 8, 7, 6, 5, 9, 3, 2, 1, 0, 4 }, { 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 },
    };

    private static readonly byte[] Permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

    /// <summary>ISO/IEC 7812-1, annex B.</summary>
    public static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            digit = i % 2 == 0 ? digit : digit * 2;
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>ISO 13616 (ISO/IEC 7064, mod 97-10): the first four characters moved to the end, letters as numbers from 10.</summary>
    public static bool Iban(ReadOnlySpan<char> alphanumerics)
    {
        var rest = 0;
        for (var i = 0; i < alphanumerics.Length; i++)
        {
            var letter = alphanumerics[(i + 4) % alphanumerics.Length];
            rest = char.IsAsciiDigit(letter) ? ((rest * 10) + letter - '0') % 97 : ((rest * 100) + letter - 'A' + 10) % 97;
        }
        return rest == 1;
    }

    public static int Modulo(ReadOnlySpan<char> digits, int divisor)
    {
        var rest = 0L;
        foreach (var digit in digits)
        {
            rest = ((rest * 10) + digit - '0') % divisor;
        }
        return (int)rest;
    }

    public static int Weighted(ReadOnlySpan<char> digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }
        return sum;
    }

    /// <summary>ISO/IEC 7064, mod 11,10.</summary>
    public static bool Mod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var digit in digits[..^1])
        {
            var sum = (product + digit - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[^1] - '0';
    }

    /// <summary>Verhoeff's check over the dihedral group of order ten.</summary>
    public static bool Verhoeff(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i] - '0';
            for (var times = i % 8; times > 0; times--)
            {
                digit = Permutation[digit];
            }
            check = Multiplication[check, digit];
        }
        return check == 0;
    }
}
