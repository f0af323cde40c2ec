using EventAi.Agents;
using EventAi.Agents.Workflow;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace EventAi.Services.Tests.Agents;

public class AgentWorkflowTests
{
    private readonly IChatClient _chat = Substitute.For<IChatClient>();

    public AgentWorkflowTests()
        => _chat.GetResponseAsync(default!, default, default).ReturnsForAnyArgs(new ChatResponse(new ChatMessage(ChatRole.Assistant, "From the passages [1].")));

    [Fact]
    public async Task RunAsync_QuestionWithArithmetic_RunsBothAgentsAndCitesBoth()
    {
        var run = await Workflow(new StubAgent("search", [new AgentFinding("doc", "Text.")])).RunAsync("Tell me of the doc, and 2 + 3", CancellationToken.None);

        Assert.Equal(["search", "calculation"], run.Route);
        Assert.Equal("From the passages [1].\n2 + 3 = 5. [2]", run.Output);
    }

    [Fact]
    public async Task RunAsync_OneAgentFails_TheOtherStillCounts()
    {
        var run = await Workflow(new StubAgent("search", [new AgentFinding("doc", "Text.")])).RunAsync("Tell me of the doc, and 2 / 0", CancellationToken.None);

        Assert.Equal("From the passages [1].", run.Output);
        Assert.NotNull(run.Results.Single(static result => result.Agent == "calculation").Failure);
    }

    [Fact]
    public async Task RunAsync_NothingFound_SaysSoWithoutAskingTheModel()
    {
        var run = await Workflow(new StubAgent("search", [])).RunAsync("Tell me of the doc", CancellationToken.None);

        Assert.Equal("No agent found anything on this.", run.Output);
        Assert.Empty(_chat.ReceivedCalls());
    }

    private AgentWorkflow Workflow(IAgent search)
        => new([search, new CalculationAgent()], new Synthesis(_chat), TimeProvider.System, Options.Create(new AgentsOptions()), NullLogger<AgentWorkflow>.Instance);

    private sealed class StubAgent(string name, IReadOnlyList<AgentFinding> findings) : IAgent
    {
        public string Name => name;

        public bool CanHelp(string input) => true;

        public Task<IReadOnlyList<AgentFinding>> RunAsync(string input, CancellationToken cancellationToken) => Task.FromResult(findings);
    }
}
