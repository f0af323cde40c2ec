namespace EventAi.Agents.Workflow;

/// <summary>Does one kind of work in a workflow. Stateless: all it knows is the request.</summary>
public interface IAgent
{
    string Name { get; }

    /// <summary>Whether the request gives this agent something to do.</summary>
    bool CanHelp(string input);

    Task<IReadOnlyList<AgentFinding>> RunAsync(string input, CancellationToken cancellationToken);
}
