namespace EventAi.Agents.Workflow;

/// <summary>What a user asks of the agents.</summary>
public sealed record AgentRequest(string? Input);
