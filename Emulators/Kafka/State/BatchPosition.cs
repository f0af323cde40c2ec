namespace EventAi.Emulators.Kafka.State;

/// <summary>A batch and where it starts in its segment file.</summary>
internal readonly record struct BatchPosition(BatchHeader Header, int Position)
{
    public int End => Position + (int)Header.TotalBytes;
}
