using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace EventAi.Emulators.Aws;

/// <summary>
/// Buffers of connections, of 16 KiB where the web server's have 4: a request of a small object comes in with one read and its answer goes out as one piece.
/// A few are kept for reuse, the rest is left to the garbage collector.
/// </summary>
internal sealed class ConnectionBuffers : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BufferBytes = 16 * 1024;
    private const int MostKept = 64;

    private readonly ConcurrentQueue<Buffer> _kept = new();
    private int _count;

    public override int MaxBufferSize => BufferBytes;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BufferBytes);
        if (!_kept.TryDequeue(out var buffer))
        {
            return new Buffer(this);
        }
        Interlocked.Decrement(ref _count);
        return buffer;
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Buffer(ConnectionBuffers pool) : IMemoryOwner<byte>
    {
        // Pinned, as the kernel writes to it while the collector may move what is around.
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BufferBytes, pinned: true);

        public void Dispose()
        {
            if (Interlocked.Increment(ref pool._count) <= MostKept)
            {
                pool._kept.Enqueue(this);
            }
            else
            {
                Interlocked.Decrement(ref pool._count);
            }
        }
    }
}
