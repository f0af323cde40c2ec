using System.Formats.Tar;

namespace EventAi.Emulators.Qdrant.State;

/// <content>Snapshots.</content>
internal sealed partial class Collection
{
    /// <summary>
    /// Writes a tape archive of the collection's files as they are now. Writers wait only until a new log has begun: what is archived does not
    /// change after, and nothing of it is deleted meanwhile, since no segment is written.
    /// </summary>
    public void WriteSnapshot(Stream stream)
    {
        lock (_checkpointing)
        {
            IReadOnlyList<string> files;
            lock (_writer)
            {
                ThrowIfDeleted();
                files = _files.Freeze();
            }
            using var archive = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
            foreach (var file in files)
            {
                archive.WriteEntry(file, Path.GetRelativePath(Directory, file));
            }
        }
    }
}
