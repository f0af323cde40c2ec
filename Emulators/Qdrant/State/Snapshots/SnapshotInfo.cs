namespace EventAi.Emulators.Qdrant.State.Snapshots;

/// <summary>A snapshot that was taken.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Checksum">SHA-256 of the file, in hexadecimal digits.</param>
internal sealed record SnapshotInfo(string Name, DateTimeOffset Created, long Size, string Checksum);
