using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.AppHost.Tests;

[Collection(SystemTests.Name)]
public class AgentTests(RunningSystem system)
{
    [Fact]
    public async Task Run_QuestionWithArithmetic_TakesBothAgentsInOneTrace()
    {
        using var response = await system.Gateway.PostAsJsonAsync("/agents", new { input = "Which documents speak of the green dragon, and how much is (12 + 30) * 2?" });
        var run = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.True(response.IsSuccessStatusCode, run.ToString());
        Assert.Equal(["search", "calculation"], run.GetProperty("route").EnumerateArray().Select(static agent => agent.GetString()));
        Assert.Contains("84", run.GetProperty("output").GetString(), StringComparison.Ordinal);
        await system.Telemetry.TraceAsync(
            run.GetProperty("traceId").GetString()!,
            ("gateway", "POST /agents"), ("agents", "route"), ("agents", "invoke_agent search"), ("agents", "invoke_agent calculation"), ("agents", "synthesis"), ("retrieval", "POST /search"));
    }

    [Fact]
    public async Task Status_RunningSystem_ShowsEveryServiceHealthy()
    {
        var services = (await system.Gateway.GetFromJsonAsync<JsonElement[]>("/status"))!;
        var page = await system.Gateway.GetStringAsync("/");

        Assert.All(services, static service => Assert.Equal("Healthy", service.GetProperty("health").GetString()));
        Assert.Contains("fraud-scoring", page, StringComparison.Ordinal);
    }
}
