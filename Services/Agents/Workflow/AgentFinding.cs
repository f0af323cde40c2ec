namespace EventAi.Agents.Workflow;

/// <summary>A statement and where it comes from: a document's id, or the expression that was calculated.</summary>
public sealed record AgentFinding(string Source, string Text);
