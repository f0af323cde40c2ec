namespace EventAi.Emulators.Qdrant.State.Storage;

/// <summary>Replaces a small file whole: written beside it, to the disk, then renamed.</summary>
internal static class AtomicFile
{
    public static void Write(string path, byte[] content)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }
}
