namespace EventAi.Ingestion.Uploads;

/// <summary>An object as it was read. Over the size limit <see cref="Bytes"/> and <see cref="Hash"/> are empty, only <see cref="Size"/> is told.</summary>
/// <param name="Bytes">Content.</param>
/// <param name="ContentType">As declared by the uploader.</param>
/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Facts">What the uploader said about it.</param>
public sealed record StoredObject(byte[] Bytes, string? ContentType, string Hash, long Size, UploadFacts Facts);
