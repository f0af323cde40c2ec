using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using EventAi.Contracts;
using EventAi.Support;

namespace EventAi.AppHost.Tests;

/// <summary>Streaming, conversations, feedback and caches as the gateway's callers see them.</summary>
[Collection(SystemTests.Name)]
public class AskTests(RunningSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Ask_ThroughTheGateway_StreamsRemembersAndTakesFeedback()
    {
        await IndexAsync("ask/reservoir.txt", "The reservoir of Dunmere holds nine million litres. The reservoir of Dunmere was dug in 1887 by hand.");
        var events = new List<(string Event, JsonElement Data)>();
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/ask") { Content = JsonContent.Create(new { question = "How much water does the reservoir of Dunmere hold?", conversationId = "gateway-1" }) })
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var response = await system.Gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
            await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            {
                events.Add((item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
            }
        }
        var whole = events[^1].Data;
        var id = whole.GetProperty("id").GetGuid();
        using var rated = await system.Gateway.PostAsJsonAsync($"/answers/{id}/feedback", new { helpful = true });
        var history = await system.Gateway.GetFromJsonAsync<JsonElement>("/conversations/gateway-1");
        var caches = (await system.Gateway.GetFromJsonAsync<JsonElement[]>("/caches"))!;

        Assert.Equal(["token", "citations", "done"], events.Select(static item => item.Event).Distinct());
        Assert.Contains("nine million litres", whole.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal("ask/reservoir.txt", whole.GetProperty("citations")[0].GetProperty("documentId").GetString());
        Assert.Equal(HttpStatusCode.Accepted, rated.StatusCode);
        Assert.Equal(["user", "assistant"], history.GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("role").GetString()));
        Assert.Equal(["embedding", "search", "answer"], caches.Select(static cache => cache.GetProperty("cache").GetString()));
        Assert.Equal(id, Rated().AnswerId);
    }

    [Fact]
    public async Task Search_NewVersionIsIndexed_KeptResultsAreDropped()
    {
        await IndexAsync("ask/tide.txt", "The tide table of Corran is printed on blue paper.");
        object body = new { query = "tide table of Corran printed on paper", filters = new { documentId = "ask/tide.txt" } };
        Assert.Contains("blue", await SearchAsync(body), StringComparison.Ordinal);
        await SearchAsync(body);

        await IndexAsync("ask/tide.txt", "The tide table of Corran is printed on yellow paper.", version: 2);

        await Eventually.HoldsAsync(Patience, async () => (await SearchAsync(body)).Contains("yellow", StringComparison.Ordinal));
    }

    private AnswerRated Rated()
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = system.Kafka, GroupId = Guid.NewGuid().ToString(), AutoOffsetReset = AutoOffsetReset.Earliest })
            .SetLogHandler(static (_, _) => { }).Build();
        consumer.Subscribe(Topics.AnswersRated);
        using var deadline = new CancellationTokenSource(Patience);
        var record = consumer.Consume(deadline.Token);
        consumer.Close();
        return EventSchema<AnswerRated>.Parse(record.Message.Value, out _)!;
    }

    private async Task<string> SearchAsync(object body)
    {
        using var response = await system.Gateway.PostAsJsonAsync("/search", body);
        Assert.True(response.IsSuccessStatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task IndexAsync(string id, string text, long version = 1)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        using var response = await system.Gateway.PostAsync($"/documents?id={Uri.EscapeDataString(id)}", content);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.HoldsAsync(Patience, async () =>
        {
            using var status = await system.Gateway.GetAsync($"/documents/{Uri.EscapeDataString(id)}");
            return status.IsSuccessStatusCode && await status.Content.ReadFromJsonAsync<JsonElement>() is var json && json.GetProperty("state").GetString() == "Indexed" && json.GetProperty("version").GetInt64() >= version;
        });
    }
}
