using System.Text.Json;

namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary><c>manifest.json</c> of a segment, written last: what it covers, and every other file with its length and CRC-32C.</summary>
internal sealed record SegmentManifest(int Version, ulong Sequence, IReadOnlyList<SegmentManifest.Entry> Files)
{
    private const string Name = "manifest.json";
    private const int Current = 1;
    private const int BufferSize = 1 << 20;

    public static SegmentManifest Of(ulong sequence, IReadOnlyList<Entry> files) => new(Current, sequence, files);

    public static SegmentManifest Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            return JsonSerializer.Deserialize<SegmentManifest>(File.ReadAllBytes(path)) is { Version: Current } manifest
                ? manifest
                : throw new InvalidDataException($"{path} is not of a version this emulator reads.");
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException)
        {
            throw new InvalidDataException($"{path} is damaged or missing: {exception.Message}", exception);
        }
    }

    public void Write(string directory) => AtomicFile.Write(Path.Combine(directory, Name), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <exception cref="InvalidDataException">A file is missing or has changed.</exception>
    public void Verify(string directory)
    {
        var damaged = Files.AsParallel().Where(file => !IsWhole(Path.Combine(directory, file.Name), file)).Select(file => file.Name).FirstOrDefault();
        if (damaged is not null)
        {
            throw new InvalidDataException($"{Path.Combine(directory, damaged)} is damaged: its checksum is wrong.");
        }
    }

    private static bool IsWhole(string path, Entry file)
        => File.Exists(path) && new FileInfo(path).Length == file.Length && Checksum(path) == file.Checksum;

    private static uint Checksum(string path)
    {
        // Read, not mapped: what is only read through does not count as the process's memory.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var buffer = new byte[BufferSize];
        var crc = uint.MaxValue;
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            crc = Crc32C.Append(crc, buffer.AsSpan(0, read));
        }
        return ~crc;
    }

    /// <summary>One file.</summary>
    internal sealed record Entry(string Name, long Length, uint Checksum);
}
