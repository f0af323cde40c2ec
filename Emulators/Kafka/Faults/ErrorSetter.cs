using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Faults;

/// <summary>Puts one error into every place of a response that holds one, and takes its records away.</summary>
internal sealed class ErrorSetter(short version, KafkaError error) : FieldVisitor(version)
{
    protected override void OnError(ref KafkaError value) => value = error;

    protected override void OnRecords(ref RecordData value) => value = default;
}
