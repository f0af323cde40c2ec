using Microsoft.Win32.SafeHandles;

namespace EventAi.Emulators.Kafka.State;

/// <summary>
/// A range of whole batches in a segment file. It stays readable when retention or a topic's deletion unlinks the file,
/// because it holds on to the open handle.
/// </summary>
internal sealed class LogSlice(SafeFileHandle file, long position, int length)
{
    /// <summary>Bytes.</summary>
    public int Length { get; } = length;

    /// <summary>Fills <paramref name="destination"/> from <paramref name="start"/> bytes into the slice on.</summary>
    public void Read(int start, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(file, destination, position + start);
            if (read == 0)
            {
                throw new IOException("A segment file is shorter than its log knows it to be.");
            }

            start += read;
            destination = destination[read..];
        }
    }
}
