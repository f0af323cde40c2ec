namespace EventAi.Emulators.Aws.S3.State;

/// <summary>One part of a multipart object or upload.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ETag">MD5 of the part, lower-case hexadecimal.</param>
/// <param name="Checksum">Base64, of the object's algorithm.</param>
internal sealed record PartInfo(int Number, long Size, string ETag, string Checksum);
