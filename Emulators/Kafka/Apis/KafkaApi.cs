using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// One operation of the protocol. A class that derives from it is registered and advertised by being there (<see cref="ApiRegistry"/>);
/// a request outside <see cref="MinVersion"/> to <see cref="MaxVersion"/> never reaches it.
/// </summary>
internal abstract class KafkaApi(ApiKey key, short minVersion, short maxVersion, short flexibleFrom)
{
    public ApiKey Key { get; } = key;

    public short MinVersion { get; } = minVersion;

    public short MaxVersion { get; } = maxVersion;

    public bool IsFlexible(short version) => version >= flexibleFrom;

    public bool Serves(short version) => version >= MinVersion && version <= MaxVersion;

    /// <summary>Handles one request and leaves the whole response frame in the writer; false when the request wants no response.</summary>
    public abstract ValueTask<bool> AnswerAsync(WireReader reader, WireWriter writer, RequestContext context);

    /// <summary>Messages for codec tests.</summary>
    public abstract IEnumerable<IWireStruct> NewMessages();
}
