namespace EventAi.Agents.Workflow;

/// <summary>What one agent found.</summary>
/// <param name="Agent">Its name: <c>search</c> or <c>calculation</c>.</param>
/// <param name="Findings">Statements, each with the source it comes from.</param>
/// <param name="Failure">Why it found nothing.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record AgentResult(string Agent, IReadOnlyList<AgentFinding> Findings, string? Failure, double Milliseconds);
