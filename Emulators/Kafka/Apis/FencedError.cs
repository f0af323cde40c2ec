namespace EventAi.Emulators.Kafka.Apis;

/// <summary>PRODUCER_FENCED is younger than the operations that answer it (KIP-588): older versions say INVALID_PRODUCER_EPOCH.</summary>
internal static class FencedError
{
    public static KafkaError BeforeFenced(this KafkaError error, short version, short firstWithFenced) =>
        error == KafkaError.ProducerFenced && version < firstWithFenced ? KafkaError.InvalidProducerEpoch : error;
}
