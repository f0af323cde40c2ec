using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

/// <summary>What becomes of an alert: a case for investigators, a label for the terminal's history, an event on the EventBridge bus.</summary>
[Collection(SystemTests.Name)]
public class FraudCaseTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Alert_BecomesACase_ThatIsAcknowledgedAndLabelled()
    {
        var id = await SubmitRiskyAsync();
        await CaseAsync(id);
        Assert.Contains((await system.Gateway.GetFromJsonAsync<JsonElement[]>("/cases?state=open&limit=1000"))!, found => Id(found) == id);

        using var acknowledged = await system.Gateway.PostAsJsonAsync($"/cases/{id}/acknowledge", new { by = "ada" });
        Assert.Equal("acknowledged", (await acknowledged.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        using var labelled = await system.Gateway.PostAsJsonAsync($"/cases/{id}/label", new { by = "ada", isFraud = true });
        Assert.Equal("fraud", (await labelled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());

        using var again = await system.Gateway.PostAsync($"/cases/{id}/acknowledge", content: null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.DoesNotContain((await system.Gateway.GetFromJsonAsync<JsonElement[]>("/cases?state=open&limit=1000"))!, found => Id(found) == id);
    }

    [Theory]
    [InlineData("GET", "/cases/never-seen", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "/cases?state=lost", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "/cases?limit=0", null, HttpStatusCode.BadRequest)]
    [InlineData("POST", "/cases/never-seen/label", "{\"isFraud\":true}", HttpStatusCode.NotFound)]
    [InlineData("POST", "/cases/never-seen/label", "{}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/transactions/x/label", "{\"cardId\":\"c\",\"terminalId\":\"\",\"occurredAt\":\"2026-01-05T00:00:00Z\",\"isFraud\":true}", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/transactions/x/label", "{\"cardId\":\"c\",\"terminalId\":\"t\",\"occurredAt\":\"2026-01-05T00:00:00Z\",\"isFraud\":true}", HttpStatusCode.Accepted)]
    public async Task Request_ThatCannotBeServed_SaysWhy(string method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await system.Gateway.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Model_ThroughTheGateway_NamesChampionAndChallenger()
    {
        var model = await system.Gateway.GetFromJsonAsync<JsonElement>("/model");

        Assert.Equal(("fraud-trees", "fraud-linear", 0.85), (model.GetProperty("id").GetString(), model.GetProperty("challengerId").GetString(), model.GetProperty("threshold").GetDouble()));
        Assert.Equal(JsonValueKind.Null, model.GetProperty("refused").ValueKind);
    }

    [Fact]
    public async Task Alerts_AroundARestart_ReachTheBusOnceEach()
    {
        using var bus = await AlertBus.OpenAsync(system);

        var before = await SubmitRiskyAsync();
        await system.KillAndRestartAsync("fraud-scoring");
        var after = await SubmitRiskyAsync();

        var arrived = new List<JsonElement>();
        await Eventually.HoldsAsync(
            Patience,
            async () =>
            {
                arrived.AddRange(await bus.ReceiveAsync());
                return new[] { before, after }.All(id => arrived.Exists(alert => Id(alert, "detail") == id));
            },
            () => $"{arrived.Count} events arrived");
        Assert.All(arrived, static alert => Assert.Equal("HighRiskTransaction", alert.GetProperty("detail-type").GetString()));
        Assert.Single(arrived, alert => Id(alert, "detail") == after);
    }

    /// <summary>A burst abroad on a card of its own; returns the id of its last transaction.</summary>
    private async Task<string> SubmitRiskyAsync()
    {
        var card = $"case-{Guid.NewGuid():N}";
        for (var i = 0; i < 12; i++)
        {
            using var response = await system.Gateway.PostAsJsonAsync("/transactions", new
            {
                transactionId = $"{card}-{i}",
                cardId = card,
                terminalId = card,
                amount = 200.5 + i,
                merchantCategoryCode = 5816,
                isInternational = true,
                occurredAt = new DateTimeOffset(2026, 1, 5, 3, i, 0, TimeSpan.Zero),
            });
            response.EnsureSuccessStatusCode();
        }
        return $"{card}-11";
    }

    private async Task CaseAsync(string id)
        => await Eventually.HoldsAsync(Patience, async () =>
        {
            using var response = await system.Gateway.GetAsync($"/cases/{id}");
            return response.StatusCode == HttpStatusCode.OK;
        });

    private static string? Id(JsonElement element, string member = "alert") => element.GetProperty(member).GetProperty("transactionId").GetString();
}
