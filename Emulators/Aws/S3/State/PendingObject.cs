namespace EventAi.Emulators.Aws.S3.State;

/// <summary>Content on its way in; it is nobody's object until it is committed, and gone when disposed before.</summary>
internal abstract class PendingObject : IDisposable
{
    public abstract void Write(ReadOnlySpan<byte> content);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
