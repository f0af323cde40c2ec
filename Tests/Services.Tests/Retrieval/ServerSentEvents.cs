using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.Services.Tests.Retrieval;

/// <summary>Reads an answer as server-sent events.</summary>
internal static class ServerSentEvents
{
    public static async Task<IReadOnlyList<(string Event, JsonElement Data)>> AskAsync(HttpClient http, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ask") { Content = JsonContent.Create(body) };
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<(string Event, JsonElement Data)>();
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add((item.EventType, JsonSerializer.Deserialize<JsonElement>(item.Data)));
        }
        return events;
    }
}
