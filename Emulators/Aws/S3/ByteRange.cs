using System.Globalization;

namespace EventAi.Emulators.Aws.S3;

/// <summary>One range of bytes of an object.</summary>
internal readonly record struct ByteRange(long First, long Length)
{
    /// <summary>
    /// Reads a Range header. One that is not understood, or names several ranges, counts as absent (RFC 9110, section 14.2).
    /// </summary>
    /// <exception cref="AwsException">InvalidRange: nothing of the object is in it.</exception>
    public static ByteRange? Parse(string? header, long size)
    {
        const string Unit = "bytes=";
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }
        var text = header[Unit.Length..].Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || text.Contains(','))
        {
            return null;
        }
        var (first, last) = (Number(text[..dash]), Number(text[(dash + 1)..]));
        if ((dash > 0 && first is null) || (dash < text.Length - 1 && last is null) || (first is null && last is null) || first > last)
        {
            return null;
        }
        if (first is null)
        {
            return last > 0 && size > 0 ? new ByteRange(Math.Max(0, size - last.Value), Math.Min(last.Value, size)) : throw S3Errors.InvalidRange(header, size);
        }
        return first < size ? new ByteRange(first.Value, Math.Min(last ?? long.MaxValue, size - 1) - first.Value + 1) : throw S3Errors.InvalidRange(header, size);
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
