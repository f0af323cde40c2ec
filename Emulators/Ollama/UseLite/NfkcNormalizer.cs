using System.Text;

namespace EventAi.Emulators.Ollama.UseLite;

/// <summary>
/// Unicode normalization form KC (UAX #15). .NET's own is out of reach: under InvariantGlobalization, which the whole system runs
/// with, string.Normalize leaves everything but ASCII as it is.
/// </summary>
internal static class NfkcNormalizer
{
    private const int HangulFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TrailFirst = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;
    private const int HangulCount = LeadCount * VowelCount * TrailCount;

    private static readonly Lazy<NfkcData> Data = new(NfkcData.Load);

    public static string Normalize(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var points = Decompose(text);
        Order(points);
        Compose(points);
        var result = new StringBuilder(text.Length);
        foreach (var point in points)
        {
            if (Rune.TryCreate(point, out var rune))
            {
                result.Append(rune.ToString());
            }
            else
            {
                result.Append((char)point);
            }
        }

        return result.ToString();
    }

    private static List<int> Decompose(string text)
    {
        var points = new List<int>(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            int point = text[index];
            if (Rune.TryGetRuneAt(text, index, out var rune))
            {
                point = rune.Value;
                index += rune.Utf16SequenceLength - 1;
            }

            if (point - HangulFirst is >= 0 and < HangulCount and var syllable)
            {
                points.Add(LeadFirst + (syllable / (VowelCount * TrailCount)));
                points.Add(VowelFirst + (syllable / TrailCount % VowelCount));
                if (syllable % TrailCount > 0)
                {
                    points.Add(TrailFirst + (syllable % TrailCount));
                }
            }
            else if (point >= 128 && Data.Value.Decompositions.TryGetValue(point, out var parts))
            {
                points.AddRange(parts);
            }
            else
            {
                points.Add(point);
            }
        }

        return points;
    }

    /// <summary>Canonical order: runs of combining characters sorted by class, equal classes as they came.</summary>
    private static void Order(List<int> points)
    {
        for (var start = 0; start < points.Count; start++)
        {
            if (Data.Value.Class(points[start]) == 0)
            {
                continue;
            }

            var end = start;
            while (end < points.Count && Data.Value.Class(points[end]) != 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var sorted = points[start..end].OrderBy(Data.Value.Class).ToArray();
                for (var index = start; index < end; index++)
                {
                    points[index] = sorted[index - start];
                }
            }

            start = end;
        }
    }

    /// <summary>Joins each starter with what follows it unless something of the same or a higher class stands between.</summary>
    private static void Compose(List<int> points)
    {
        var (starter, written, lastClass) = (-1, 0, 0);
        foreach (var point in points.ToArray())
        {
            var combining = Data.Value.Class(point);
            var adjacent = starter == written - 1;
            if (starter >= 0 && (adjacent || (lastClass < combining && lastClass != 0)) && TryPair(points[starter], point, out var composed))
            {
                points[starter] = composed;
                continue;
            }

            if (combining == 0)
            {
                starter = written;
            }

            lastClass = combining;
            points[written++] = point;
        }

        points.RemoveRange(written, points.Count - written);
    }

    private static bool TryPair(int first, int second, out int composed)
    {
        if (first - LeadFirst is >= 0 and < LeadCount && second - VowelFirst is >= 0 and < VowelCount)
        {
            composed = HangulFirst + ((((first - LeadFirst) * VowelCount) + (second - VowelFirst)) * TrailCount);
            return true;
        }

        if (first - HangulFirst is >= 0 and < HangulCount && (first - HangulFirst) % TrailCount == 0 && second - TrailFirst is > 0 and < TrailCount)
        {
            composed = first + (second - TrailFirst);
            return true;
        }

        return Data.Value.Compositions.TryGetValue((first, second), out composed);
    }
}
