namespace EventAi.Agents.Workflow;

/// <summary>A finished run of the workflow.</summary>
/// <param name="Output">The synthesis, with citations like <c>[1]</c> into the findings in order.</param>
/// <param name="Route">The agents that the router chose.</param>
/// <param name="Results">What each of them found.</param>
/// <param name="TraceId">W3C trace id of the run.</param>
public sealed record AgentRun(string Output, IReadOnlyList<string> Route, IReadOnlyList<AgentResult> Results, string? TraceId);
