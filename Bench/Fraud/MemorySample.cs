namespace EventAi.Bench.Fraud;

/// <summary>What the three processes held at one moment, bytes: resident, and proportional (pages shared with others counted by share).</summary>
internal readonly record struct MemorySample(double Minute, int Scored, Held Service, Held Redis, Held Broker);
