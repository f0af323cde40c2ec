using System.Globalization;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// Puts one cleaned file in the place of several segments so that a crash at any moment leaves either all of them or the cleaned one: the renaming of the finished file
/// to (first offset)-(offset behind).swap decides, and what is left to do after it is done by the next start.
/// </summary>
internal static class SegmentSwap
{
    /// <summary>Replaces the segments from <paramref name="from"/> to before <paramref name="end"/> by a file whose bytes are on the disk.</summary>
    public static void Commit(string directory, string cleaned, long from, long end)
    {
        var swap = Path.Combine(directory, $"{from:D20}-{end:D20}.swap");
        File.Move(cleaned, swap);
        Finish(directory, swap, from, end);
    }

    /// <summary>Finishes what a crash interrupted; called before the directory's segments are opened.</summary>
    public static void Recover(string directory)
    {
        foreach (var swap in Directory.GetFiles(directory, "*.swap"))
        {
            var range = Path.GetFileNameWithoutExtension(swap).Split('-');
            Finish(directory, swap, long.Parse(range[0], CultureInfo.InvariantCulture), long.Parse(range[1], CultureInfo.InvariantCulture));
        }
    }

    private static void Finish(string directory, string swap, long from, long end)
    {
        foreach (var path in Directory.GetFiles(directory, "*.index").Concat(Directory.GetFiles(directory, "*.log")))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset >= from && offset < end)
            {
                File.Delete(path);
            }
        }

        File.Move(swap, Path.Combine(directory, $"{from:D20}.log"));
    }
}
