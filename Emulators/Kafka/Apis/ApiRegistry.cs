using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>The operations of this broker: every concrete <see cref="KafkaApi"/> of the assembly. What ApiVersions advertises is this list.</summary>
internal sealed class ApiRegistry
{
    private readonly Dictionary<ApiKey, KafkaApi> _apis;

    public ApiRegistry(BrokerState state)
    {
        _apis = typeof(KafkaApi).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(KafkaApi)))
            .Select(type => (KafkaApi)(type.GetConstructor([typeof(ApiRegistry)]) is not null
                ? Activator.CreateInstance(type, this)!
                : Activator.CreateInstance(type, state)!))
            .ToDictionary(api => api.Key);
        All = [.. _apis.Values.OrderBy(api => api.Key)];
    }

    public IReadOnlyList<KafkaApi> All { get; }

    public KafkaApi? Find(ApiKey key) => _apis.GetValueOrDefault(key);
}
