using System.Globalization;

namespace EventAi.Emulators.Kafka.State;

/// <summary>Keeps the first readable offset of a partition where DeleteRecords put it in the middle of a segment.</summary>
internal static class StartOffsetFile
{
    private const string Name = "start.offset";

    public static long Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        return File.Exists(path) && long.TryParse(File.ReadAllText(path), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0;
    }

    public static void Write(string directory, long offset)
    {
        var path = Path.Combine(directory, Name);
        using (var file = File.OpenHandle(path + ".tmp", FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, System.Text.Encoding.ASCII.GetBytes(offset.ToString(CultureInfo.InvariantCulture)), 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(path + ".tmp", path, overwrite: true);
    }
}
