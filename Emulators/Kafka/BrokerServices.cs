using EventAi.Emulators.Kafka.Faults;
using EventAi.Emulators.Kafka.Security;

namespace EventAi.Emulators.Kafka;

/// <summary>What all connections share besides the operations; faults and metrics only where they are asked for.</summary>
internal sealed record BrokerServices(TimeProvider Time, FrameMemory Memory, FaultStore? Faults, BrokerMetrics? Metrics);
