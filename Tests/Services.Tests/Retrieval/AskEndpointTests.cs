using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.Services.Tests.Retrieval;

[Collection(RetrievalTests.Name)]
public class AskEndpointTests(RetrievalFixture retrieval)
{
    [Fact]
    public async Task Ask_EventStream_SendsTokensThenCitationsThenTheWhole()
    {
        const string First = "Bees dance to tell where flowers are.";
        const string Second = "The observatory of Varnholm opens its dome at dusk.\nIts great telescope weighs 40 tonnes. Visitors bring warm coats.";
        await retrieval.Index.AddAsync("stream/observatory", [First, Second], title: "Observatory", page: 7);

        var events = await ServerSentEvents.AskAsync(retrieval.Http, new { question = "How much does the great telescope of Varnholm weigh?", documentId = "stream/observatory" });
        var text = string.Concat(events.Where(static item => item.Event == "token").Select(static item => item.Data.GetProperty("text").GetString()));
        var whole = events[^1].Data;
        var citation = Assert.Single(events[^2].Data.GetProperty("citations").EnumerateArray());

        Assert.Equal("citations", events[^2].Event);
        Assert.Equal("done", events[^1].Event);
        Assert.True(events.Count(static item => item.Event == "token") > 3);
        Assert.Equal(whole.GetProperty("answer").GetString(), text.Trim());
        Assert.Contains("40 tonnes", text, StringComparison.Ordinal);
        Assert.Equal("stream/observatory", citation.GetProperty("documentId").GetString());
        Assert.Equal(7, citation.GetProperty("page").GetInt32());
        Assert.Equal("Its great telescope weighs 40 tonnes.", citation.GetProperty("sentence").GetString());
        Assert.Equal(First.Length + 1 + Second.IndexOf("Its great", StringComparison.Ordinal), citation.GetProperty("sentenceOffset").GetInt32());
    }

    [Fact]
    public async Task Ask_Json_IsOneAnswer()
    {
        await retrieval.Index.AddAsync("json/mill", ["The wind mill of Oosterdam was built in 1732 by two brothers."]);

        var answer = await AskAsync(new { question = "When was the wind mill of Oosterdam built?", documentId = "json/mill" });

        Assert.True(answer.GetProperty("answered").GetBoolean());
        Assert.Contains("1732", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.False(answer.TryGetProperty("refusal", out _));
        Assert.True(answer.GetProperty("usage").GetProperty("modelMilliseconds").GetDouble() > 0);
    }

    [Theory]
    [InlineData("refuse/none", "What colour is the moon of Zarkon?", "no_documents")]
    [InlineData("refuse/other", "Which lounge may holders of the silver card visit?", "not_in_context")]
    public async Task Ask_WhatTheDocumentsDoNotHold_IsRefusedWithAReason(string document, string question, string code)
    {
        await retrieval.Index.AddAsync("refuse/other", ["The silver card has an annual fee of 15 pounds. The silver card is made of paper."]);

        var answer = await AskAsync(new { question, documentId = document });

        Assert.False(answer.GetProperty("answered").GetBoolean());
        Assert.Equal(code, answer.GetProperty("refusal").GetProperty("code").GetString());
        Assert.NotEmpty(answer.GetProperty("refusal").GetProperty("reason").GetString()!);
        Assert.Empty(answer.GetProperty("citations").EnumerateArray());
    }

    [Fact]
    public async Task Ask_SentenceThatNoPassageBacks_StaysOut()
    {
        await retrieval.Index.AddAsync("backed", ["The canal lock at Minsterby lifts boats by nine metres."]);
        retrieval.Chat.Answer("canal lock at Minsterby lift", "The canal lock at Minsterby lifts boats by nine metres [1]. It was painted green by the queen of Denmark in a long ceremony [1]. The lock at Minsterby lifts boats by 12 metres [4].");

        var answer = await AskAsync(new { question = "How far does the canal lock at Minsterby lift boats?", documentId = "backed" });

        Assert.Equal("The canal lock at Minsterby lifts boats by nine metres [1].", answer.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Ask_ModelForgetsToCite_CitationIsFound()
    {
        await retrieval.Index.AddAsync("uncited", ["Swans moult in late summer and cannot fly then.", "The reed beds of Tarn are cut every third winter by hand."]);
        retrieval.Chat.Answer("reed beds of Tarn cut", "The reed beds of Tarn are cut every third winter.");

        var answer = await AskAsync(new { question = "How often are the reed beds of Tarn cut?", documentId = "uncited" });
        var citation = Assert.Single(answer.GetProperty("citations").EnumerateArray());

        Assert.Equal("The reed beds of Tarn are cut every third winter by hand.", citation.GetProperty("sentence").GetString());
        Assert.Contains($"[{citation.GetProperty("number").GetInt32()}]", answer.GetProperty("answer").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AnswerWithoutBacking_IsRefused()
    {
        await retrieval.Index.AddAsync("unbacked", ["The bell tower of Quill has eleven bells."]);
        retrieval.Chat.Answer("bell tower of Quill older", "Napoleon himself ordered its construction after a famous victory in Egypt.");

        var answer = await AskAsync(new { question = "Is the bell tower of Quill older than the town?", documentId = "unbacked" });

        Assert.Equal("unsupported", answer.GetProperty("refusal").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"question":" "}""", "question")]
    [InlineData("""{"question":"x","conversationId":"a b"}""", "conversationId")]
    [InlineData("""{"question":"x","filters":{"publishedAt":{"from":"2025-01-02","to":"2025-01-01"}}}""", "publishedAt")]
    public async Task Ask_BadRequest_SaysWhatIsWrong(string body, string named)
    {
        using var response = await retrieval.Http.PostAsync("/ask", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<JsonElement> AskAsync(object body)
    {
        using var response = await retrieval.Http.PostAsJsonAsync("/ask", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
