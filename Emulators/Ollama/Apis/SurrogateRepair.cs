namespace EventAi.Emulators.Ollama.Apis;

/// <summary>
/// JSON may hold <c>\ud83d</c> without its other half, which is no text. Go's decoder takes U+FFFD for it, and so does this server; .NET's
/// would refuse the text when it is read, deep in some operation.
/// </summary>
internal static class SurrogateRepair
{
    private const int EscapeLength = 6;

    /// <summary>Replaces the halves in place.</summary>
    public static void Apply(Span<byte> json)
    {
        for (var index = 0; index < json.Length;)
        {
            var escape = json[index..].IndexOf((byte)'\\');
            if (escape < 0)
            {
                return;
            }

            index += escape;
            if (Unit(json[index..]) is not (>= 0xd800 and <= 0xdfff) and var unit)
            {
                index += unit < 0 ? 2 : EscapeLength;
            }
            else if (Unit(json[index..]) <= 0xdbff && Unit(json[Math.Min(index + EscapeLength, json.Length)..]) is >= 0xdc00 and <= 0xdfff)
            {
                index += 2 * EscapeLength;
            }
            else
            {
                "fffd"u8.CopyTo(json[(index + 2)..]);
                index += EscapeLength;
            }
        }
    }

    /// <summary>The UTF-16 unit of an escape that begins here; -1 where none does.</summary>
    private static int Unit(ReadOnlySpan<byte> json)
    {
        if (json.Length < EscapeLength || json[0] != '\\' || json[1] != 'u')
        {
            return -1;
        }

        var unit = 0;
        foreach (var digit in json[2..EscapeLength])
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return -1;
            }

            unit = (unit << 4) | Convert.ToInt32(((char)digit).ToString(), 16);
        }

        return unit;
    }
}
