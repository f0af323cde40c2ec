using System.Diagnostics;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace EventAi.Agents.Workflow;

/// <summary>Route → agents in parallel → synthesis. An agent that fails is reported in the result; the others' findings still count.</summary>
public sealed class AgentWorkflow(IEnumerable<IAgent> agents, Synthesis synthesis, TimeProvider time, IOptions<AgentsOptions> options, ILogger<AgentWorkflow> logger)
{
    public async Task<AgentRun> RunAsync(string input, CancellationToken cancellationToken)
    {
        using var span = EventAiTelemetry.Source.StartActivity("workflow");
        var route = Route(input);
        var results = await Task.WhenAll(route.Select(agent => RunAsync(agent, input, cancellationToken)));
        var output = await synthesis.ComposeAsync(input, results, cancellationToken);
        return new AgentRun(output, [.. route.Select(static agent => agent.Name)], results, (span ?? Activity.Current)?.TraceId.ToHexString());
    }

    private IAgent[] Route(string input)
    {
        using var span = EventAiTelemetry.Source.StartActivity("route");
        IAgent[] route = [.. agents.Where(agent => agent.CanHelp(input))];
        if (route.Length == 0)
        {
            route = [.. agents.Where(static agent => agent is SearchAgent)];
        }
        span?.SetTag("eventai.agents.route", string.Join(',', route.Select(static agent => agent.Name)));
        return route;
    }

    private async Task<AgentResult> RunAsync(IAgent agent, string input, CancellationToken cancellationToken)
    {
        using var span = EventAiTelemetry.Source.StartActivity($"invoke_agent {agent.Name}");
        span?.SetTag("gen_ai.operation.name", "invoke_agent");
        span?.SetTag("gen_ai.agent.name", agent.Name);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.AgentTimeout);
        var started = time.GetTimestamp();
        try
        {
            var findings = await agent.RunAsync(input, deadline.Token);
            return new AgentResult(agent.Name, findings, Failure: null, time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.Message);
            AgentsLog.AgentFailed(logger, agent.Name, exception);
            return new AgentResult(agent.Name, [], exception.Message, time.GetElapsedTime(started).TotalMilliseconds);
        }
    }
}
