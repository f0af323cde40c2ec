using System.Net.Http.Json;

namespace EventAi.Driver.Demo;

/// <summary>One request that takes both agents.</summary>
internal static class AgentDemo
{
    private const string Request = "What does express delivery of a replacement card cost, and how much is 3 * 18 + 1.75% of 240?";

    public static async Task<bool> RunAsync(HttpClient gateway)
    {
        Console.WriteLine();
        Console.WriteLine($"Agents: {Request}");
        using var response = await gateway.PostAsJsonAsync("/agents", new { input = Request });
        response.EnsureSuccessStatusCode();
        var run = (await response.Content.ReadFromJsonAsync<AgentRun>())!;
        foreach (var result in run.Results)
        {
            Console.WriteLine($"  {result.Agent}: {result.Findings.Count} findings in {result.Milliseconds:F0} ms {result.Failure}");
        }
        Console.WriteLine($"  {run.Output.ReplaceLineEndings("\n  ")}");
        Console.WriteLine($"  trace: {DemoCommand.TraceLink(run.TraceId)}");
        return run.Results.Count == 2 && run.Results.All(static result => result.Failure is null) && run.Output.Contains("58.2", StringComparison.Ordinal);
    }

    private sealed record AgentRun(string Output, IReadOnlyList<AgentResult> Results, string? TraceId);

    private sealed record AgentResult(string Agent, IReadOnlyList<object> Findings, string? Failure, double Milliseconds);
}
