using System.Buffers;
using System.Globalization;
using System.Text;

namespace EventAi.Emulators.Aws;

/// <summary>AWS's percent-encoding: everything but letters, digits and <c>-._~</c>, in UTF-8 (Signature Version 4, "UriEncode").</summary>
internal static class AwsUriEncoding
{
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");
    private static readonly SearchValues<char> UnreservedAndSlash = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(string text, bool keepSlash = false, bool plusForSpace = false)
    {
        var plain = keepSlash ? UnreservedAndSlash : Unreserved;
        if (!text.AsSpan().ContainsAnyExcept(plain))
        {
            return text;
        }
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet < 0x80 && plain.Contains((char)octet))
            {
                encoded.Append((char)octet);
            }
            else if (plusForSpace && octet == ' ')
            {
                encoded.Append('+');
            }
            else
            {
                encoded.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
        return encoded.ToString();
    }

    /// <returns>Null where an escape is malformed or the bytes are not UTF-8.</returns>
    public static string? Decode(string text, bool plusIsSpace = false)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return text;
        }
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[length]))
                {
                    return null;
                }
                length++;
                i += 2;
            }
            else if (character < 0x80)
            {
                bytes[length++] = plusIsSpace && character == '+' ? (byte)' ' : (byte)character;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, char.IsHighSurrogate(character) && i + 1 < text.Length ? 2 : 1), bytes.AsSpan(length));
                i += char.IsHighSurrogate(character) ? 1 : 0;
            }
        }
        try
        {
            return Utf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
