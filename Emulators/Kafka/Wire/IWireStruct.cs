namespace EventAi.Emulators.Kafka.Wire;

/// <summary>
/// A message, or a structure inside one, described once: <see cref="Describe"/> names its fields in wire order with the versions
/// that carry them, and the same description reads, writes and (in tests) fills it.
/// </summary>
internal interface IWireStruct
{
    void Describe(WireFields fields);
}
