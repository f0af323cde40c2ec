using System.IO.Compression;

namespace EventAi.Bench.Retrieval.Collections;

internal static class PlainFile
{
    /// <summary>The file's content, unpacked where its name ends with .gz.</summary>
    public static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
