using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Contracts;
using Microsoft.Extensions.AI;

namespace EventAi.Services.Tests.Retrieval;

[Collection(RetrievalTests.Name)]
public class ConversationTests(RetrievalFixture retrieval)
{
    [Fact]
    public async Task Ask_FollowUp_IsReadWithWhatWasSaidBefore()
    {
        await retrieval.Index.AddAsync("talk/castle", ["The castle of Brenn was built in 1241.", "The castle of Brenn has 14 towers.", "The harbour of Lysk has 3 cranes."], tags: ["talk"]);

        await AskAsync("talk-1", "When was the castle of Brenn built?", "talk/castle");
        var answer = await AskAsync("talk-1", "And how many towers does it have?", "talk/castle");
        var prompt = retrieval.Chat.PromptsOf("And how many towers does it have?")[^1];

        Assert.Contains("14 towers", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], prompt.Select(static message => message.Role));
        Assert.Equal("When was the castle of Brenn built?", prompt[1].Text);
    }

    [Fact]
    public async Task Ask_ManyAtOnceInOneConversation_HistoryAndTopicAreInOrder()
    {
        const int Questions = 12;
        await retrieval.Index.AddAsync("talk/stations", [.. Enumerable.Range(0, Questions).Select(static number => $"Station {number} of the Orm line has {number + 20} benches.")]);

        await Task.WhenAll(Enumerable.Range(0, Questions).Select(number => AskAsync("talk-many", $"How many benches does station {number} of the Orm line have?", "talk/stations")));
        var history = (await retrieval.Http.GetFromJsonAsync<JsonElement>("/conversations/talk-many")).GetProperty("messages").EnumerateArray().ToArray();
        var published = (await retrieval.Broker.ReadAsync(Topics.Conversations, int.MaxValue, TimeSpan.FromSeconds(3)))
            .Select(static record => EventSchema<EventAi.Contracts.ChatMessage>.Parse(record.Message.Value, out _)!).Where(static message => message.ConversationId == "talk-many").ToArray();

        Assert.Equal(Enumerable.Range(1, 2 * Questions), history.Select(static message => (int)message.GetProperty("sequence").GetInt64()));
        for (var i = 0; i < history.Length; i += 2)
        {
            var number = history[i].GetProperty("text").GetString()!.Split("station ")[1].Split(' ')[0];
            Assert.Equal("user", history[i].GetProperty("role").GetString());
            Assert.Equal("assistant", history[i + 1].GetProperty("role").GetString());
            Assert.Contains($"Station {number} ", history[i + 1].GetProperty("text").GetString(), StringComparison.Ordinal);
        }
        Assert.Equal(history.Select(static message => message.GetProperty("text").GetString()), published.Select(static message => message.Text));
        Assert.Equal(Enumerable.Range(1, 2 * Questions).Select(static number => (long)number), published.Select(static message => message.Sequence));
    }

    [Fact]
    public async Task Delete_Conversation_IsForgotten()
    {
        await retrieval.Index.AddAsync("talk/forget", ["The clock of Piru strikes thirteen."]);
        await AskAsync("talk-gone", "How often does the clock of Piru strike?", "talk/forget");

        using var deleted = await retrieval.Http.DeleteAsync("/conversations/talk-gone");
        using var read = await retrieval.Http.GetAsync("/conversations/talk-gone");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
    }

    [Fact]
    public async Task Ask_PersonalDataInTheQuestion_StaysOutOfHistoryAndTopic()
    {
        await retrieval.Index.AddAsync("talk/personal", ["The archive of Sund answers within a week."]);

        await AskAsync("talk-personal", "I am jo.berg@example.org, when does the archive of Sund answer?", "talk/personal");
        var history = await retrieval.Http.GetStringAsync("/conversations/talk-personal");

        Assert.DoesNotContain("jo.berg", history, StringComparison.Ordinal);
        Assert.Contains("[email]", history, StringComparison.Ordinal);
    }

    private async Task<JsonElement> AskAsync(string conversationId, string question, string documentId)
    {
        using var response = await retrieval.Http.PostAsJsonAsync("/ask", new { question, conversationId, documentId });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
