namespace EventAi.Bench.Fraud;

/// <param name="Resident">Resident set, bytes.</param>
/// <param name="Proportional">Proportional set, bytes.</param>
internal readonly record struct Held(long Resident, long Proportional);
