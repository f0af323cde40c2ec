using System.Text;
using System.Text.RegularExpressions;

namespace EventAi.Ingestion.Parsing;

/// <summary>
/// Bytes to text: a byte order mark decides; else UTF-16 where every other byte is zero; else UTF-8 where it is valid; else the declared
/// charset (of the upload, of an HTML or XML head); else Windows-1252 where that reads like text. Null where nothing does.
/// </summary>
internal static partial class TextDecoder
{
    private const int HeadLength = 2048;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string? Decode(ReadOnlySpan<byte> bytes, string? charset = null)
    {
        var text = Marked(bytes) ?? Utf16(bytes) ?? Try(StrictUtf8, bytes) ?? Declared(bytes, charset) ?? Windows1252(bytes);
        return text is null || LooksBinary(text) ? null : text.ReplaceLineEndings("\n");
    }

    /// <summary>An encoding by its IANA name; null where there is none.</summary>
    public static Encoding? Named(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset.Trim(), EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Marked(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Try(StrictUtf8, bytes[3..]),
        [0xFF, 0xFE, 0x00, 0x00, ..] => Try(new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true), bytes[4..]),
        [0x00, 0x00, 0xFE, 0xFF, ..] => Try(new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true), bytes[4..]),
        [0xFF, 0xFE, ..] => Try(new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), bytes[2..]),
        [0xFE, 0xFF, ..] => Try(new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), bytes[2..]),
        _ => null,
    };

    private static string? Declared(ReadOnlySpan<byte> bytes, string? charset)
    {
        charset ??= InDocument().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, HeadLength)])) is { Success: true } found ? found.Groups["name"].Value : null;
        return charset is not null && Named(charset) is { } encoding ? Try(encoding, bytes) : null;
    }

    private static string? Utf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Length % 2 != 0)
        {
            return null;
        }
        var sample = bytes[..Math.Min(bytes.Length, HeadLength)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < sample.Length; i++)
        {
            _ = sample[i] != 0 ? 0 : i % 2 == 0 ? even++ : odd++;
        }
        var half = sample.Length / 2;
        return odd * 10 >= half * 7 && even * 10 < half ? Try(new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), bytes)
            : even * 10 >= half * 7 && odd * 10 < half ? Try(new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), bytes)
            : null;
    }

    /// <summary>The commonest of the old one-byte encodings, where most of the text is ASCII and what is not are letters and typographic marks.</summary>
    private static string? Windows1252(ReadOnlySpan<byte> bytes)
    {
        if (Try(Named("windows-1252")!, bytes) is not { } text)
        {
            return null;
        }
        var (foreign, letters) = (0, 0);
        foreach (var letter in text)
        {
            foreign += letter > '\x7F' ? 1 : 0;
            letters += letter > '\x7F' && (char.IsLetter(letter) || char.IsPunctuation(letter) || letter is '€' or '£' or '°' or '§' or '\u00A0') ? 1 : 0;
        }
        return foreign * 4 < text.Length && letters * 10 >= foreign * 8 ? text : null;
    }

    private static string? Try(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            return null; // an encoding that is not allowed to decode, such as UTF-7
        }
    }

    /// <summary>Text holds no NUL and hardly any other control character.</summary>
    private static bool LooksBinary(string text)
    {
        var controls = 0;
        foreach (var letter in text)
        {
            if (letter == '\0')
            {
                return true;
            }
            controls += letter < ' ' && letter is not ('\t' or '\n' or '\r' or '\f' or '\u001B') ? 1 : 0;
        }
        return controls * 100 > text.Length;
    }

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?(?<name>[A-Za-z0-9_:.\-]{2,40})""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InDocument();
}
