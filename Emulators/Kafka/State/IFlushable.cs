namespace EventAi.Emulators.Kafka.State;

/// <summary>Something whose written bytes can be forced onto the disk.</summary>
internal interface IFlushable
{
    void Flush();
}
