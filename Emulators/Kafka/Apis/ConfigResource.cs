using EventAi.Emulators.Kafka.State;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>What AlterConfigs and IncrementalAlterConfigs have in common: whose settings can be changed.</summary>
internal static class ConfigResource
{
    public const sbyte Topic = 2;

    public static TopicResult Change(BrokerState state, sbyte type, string name, Func<Dictionary<string, string>, TopicConfig, string?> change, bool validateOnly) =>
        type == Topic ? state.Topics.Configure(name, change, validateOnly)
        : new TopicResult(KafkaError.InvalidRequest, null, "Only topics (2) have settings that can be changed; the broker's are set when it starts.");
}
