namespace EventAi.Emulators.Aws.Checksums;

/// <summary>A checksum over bytes as they pass.</summary>
internal abstract class Checksum : IDisposable
{
    public abstract void Append(ReadOnlySpan<byte> bytes);

    /// <summary>The value in base64, as every header carries it (CRCs big-endian).</summary>
    public abstract string Finish();

    public virtual void Dispose()
    {
    }
}
