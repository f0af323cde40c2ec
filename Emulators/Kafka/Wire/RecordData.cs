using EventAi.Emulators.Kafka.State;

namespace EventAi.Emulators.Kafka.Wire;

/// <summary>
/// A RECORDS field: bytes of the request's frame on the way in, a range of a segment file on the way out
/// (copied from the file into the socket's buffer only when the response is sent).
/// </summary>
internal readonly record struct RecordData(Memory<byte> Bytes, LogSlice? Slice = null)
{
    public int Length => Slice?.Length ?? Bytes.Length;
}
