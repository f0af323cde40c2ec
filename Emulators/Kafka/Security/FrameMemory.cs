using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Security;

/// <summary>The memory that requests being read and handled may take, over all connections; a request that does not fit costs its connection.</summary>
internal sealed class FrameMemory(long limit)
{
    private long _used;

    public void Take(int bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > limit)
        {
            Interlocked.Add(ref _used, -bytes);
            throw new WireFormatException($"The requests under way take more than {limit} bytes.");
        }
    }

    public void Return(int bytes) => Interlocked.Add(ref _used, -bytes);
}
