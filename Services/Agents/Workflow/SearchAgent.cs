using System.Net.Http.Json;
using EventAi.Agents.Calculation;
using Microsoft.Extensions.Options;

namespace EventAi.Agents.Workflow;

/// <summary>Finds passages that speak of the request, through the retrieval service.</summary>
public sealed class SearchAgent(HttpClient retrieval, IOptions<AgentsOptions> options) : IAgent
{
    public string Name => "search";

    /// <summary>A request that is more than a bare calculation.</summary>
    public bool CanHelp(string input)
        => input.Replace(ExpressionFinder.Find(input) ?? "\0", "", StringComparison.Ordinal).Count(char.IsLetter) >= 12;

    public async Task<IReadOnlyList<AgentFinding>> RunAsync(string input, CancellationToken cancellationToken)
    {
        using var response = await retrieval.PostAsJsonAsync("/search", new { query = input, limit = options.Value.Passages }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var found = await response.Content.ReadFromJsonAsync<Found>(cancellationToken);
        return [.. (found?.Results ?? []).Select(static passage => new AgentFinding(passage.DocumentId, passage.Text))];
    }

    private sealed record Found(IReadOnlyList<Passage> Results);

    private sealed record Passage(string DocumentId, string Text);
}
