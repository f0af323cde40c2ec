namespace EventAi.Simulation;

/// <summary>A card holder's habits.</summary>
internal sealed record SimulatedCard(string Id, double MeanAmount, double PerDay, double AbroadShare, double NightShare, SimulatedTerminal[] Nearby);
