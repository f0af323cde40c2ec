using EventAi.Agents.Workflow;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventAi.Agents;

internal static class AgentsEndpoints
{
    /// <summary><c>POST /agents</c>: runs the workflow on a request and answers when it is finished.</summary>
    public static void MapAgents(this IEndpointRouteBuilder endpoints) => endpoints.MapPost("/agents", RunAsync);

    private static async Task<Results<Ok<AgentRun>, ProblemHttpResult>> RunAsync(
        AgentRequest request, AgentWorkflow workflow, IOptions<AgentsOptions> options, CancellationToken cancellationToken)
        => request.Input switch
        {
            null or "" => Problem("'input' is missing or empty."),
            var input when string.IsNullOrWhiteSpace(input) => Problem("'input' is blank."),
            var input when input.Length > options.Value.MaxInputLength => Problem($"'input' has {input.Length} characters; at most {options.Value.MaxInputLength} are read."),
            var input => TypedResults.Ok(await workflow.RunAsync(input, cancellationToken)),
        };

    private static ProblemHttpResult Problem(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
