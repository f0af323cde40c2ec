using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Support;

namespace EventAi.Services.Tests.Retrieval;

[Collection(RetrievalTests.Name)]
public class CacheTests(RetrievalFixture retrieval)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Search_Again_ComesFromTheCacheByteForByte()
    {
        await retrieval.Index.AddAsync("cache/again", ["Peat burns slowly and smells of the moor."]);
        object body = new { query = "how does peat burn", documentId = "cache/again" };

        var (first, _) = await SearchAsync(body);
        var second = await CachedAsync(body);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Search_MatchingDocumentChanges_IsSearchedAnew()
    {
        await retrieval.Index.AddAsync("cache/change/a", ["The quarry of Ness sells blue slate."], tags: ["cache-change"]);
        object all = new { query = "quarry of Ness slate", filters = new { tags = "cache-change" } };
        object other = new { query = "quarry of Ness slate", filters = new { tags = "cache-else" } };
        Assert.DoesNotContain("cache/change/b", (await SearchAsync(all)).Body, StringComparison.Ordinal);
        await CachedAsync(all);
        await SearchAsync(other);
        await CachedAsync(other);

        await retrieval.Index.AddAsync("cache/change/b", ["The quarry of Ness sells grey slate too."], tags: ["cache-change"]);
        await retrieval.SayIndexedAsync("cache/change/b");

        await Eventually.HoldsAsync(Patience, async () => (await SearchAsync(all)).Body.Contains("cache/change/b", StringComparison.Ordinal));
        Assert.Equal("hit", (await SearchAsync(other)).Cache); // a document that the filters do not admit touches nothing
    }

    [Fact]
    public async Task Search_DocumentInItIsDeleted_IsSearchedAnewAndNotKeptWhileItVanishes()
    {
        await retrieval.Index.AddAsync("cache/gone", ["Eider down fills the quilts of Bornick."]);
        object body = new { query = "quilts of Bornick", documentId = "cache/gone" };
        await SearchAsync(body);
        await CachedAsync(body);

        await retrieval.SayDeletedAsync("cache/gone");
        await Eventually.HoldsAsync(Patience, async () => (await SearchAsync(body)).Cache == "miss");

        // Its passages are still there, as they are for a moment in life: what is found now must not stay.
        await SearchAsync(body);
        Assert.Equal("miss", (await SearchAsync(body)).Cache);
        await retrieval.Index.RemoveAsync("cache/gone");
        Assert.DoesNotContain("Eider", (await SearchAsync(body)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_SameQuestionInOtherWords_IsAnsweredFromTheCache()
    {
        await retrieval.Index.AddAsync("cache/ask", ["The Gold pass of the zoo costs 80 crowns. The Silver pass of the zoo costs 50 crowns."]);
        var first = await AskAsync("How much does the Gold pass of the zoo cost?");
        Assert.Contains("80", first.GetProperty("answer").GetString(), StringComparison.Ordinal);

        JsonElement again = default;
        await Eventually.HoldsAsync(Patience, async () => (again = await AskAsync("how much does the gold pass of the zoo cost")).GetProperty("cached").GetBoolean());
        // An answer can be found by its very question a moment before it can by one that is like it.
        JsonElement reworded = default;
        foreach (var mark in ",:;-")
        {
            reworded = await AskAsync($"Please tell me{mark} how much does the Gold pass of the zoo cost?");
            if (reworded.GetProperty("cached").GetBoolean())
            {
                break;
            }
        }
        var different = await AskAsync("How much does the Silver pass of the zoo cost?");

        Assert.Equal(first.GetProperty("answer").GetString(), again.GetProperty("answer").GetString());
        Assert.NotEqual(first.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.True(reworded.GetProperty("cached").GetBoolean(), "The same question in other words was asked of the model again.");
        Assert.False(different.GetProperty("cached").GetBoolean(), "Another question got this one's answer.");
        Assert.Contains("50", different.GetProperty("answer").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_DocumentOfTheAnswerChanges_IsAnsweredAnew()
    {
        await retrieval.Index.AddAsync("cache/answer", ["The bakery of Holm opens at five in the morning."]);
        object question = new { question = "When does the bakery of Holm open?", documentId = "cache/answer" };
        await AskAsync(question);
        await Eventually.HoldsAsync(Patience, async () => (await AskAsync(question)).GetProperty("cached").GetBoolean());

        await retrieval.Index.AddAsync("cache/answer", ["The bakery of Holm opens at six in the morning."], version: 2);
        await retrieval.SayIndexedAsync("cache/answer", version: 2);

        await Eventually.HoldsAsync(Patience, async () => (await AskAsync(question)).GetProperty("answer").GetString()!.Contains("six", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Statistics_HitsAndMisses_AddUpAndSaveMoney()
    {
        await retrieval.Index.AddAsync("cache/money", ["Tin soldiers are cast in moulds of slate in Tarvo."]);
        var before = await StatisticsAsync("answer");
        object question = new { question = "In what moulds are tin soldiers cast in Tarvo?", documentId = "cache/money" };
        await AskAsync(question);
        await Eventually.HoldsAsync(Patience, async () => (await AskAsync(question)).GetProperty("cached").GetBoolean());
        var after = await StatisticsAsync("answer");

        Assert.True(after.GetProperty("hits").GetInt64() > before.GetProperty("hits").GetInt64());
        Assert.True(after.GetProperty("misses").GetInt64() > before.GetProperty("misses").GetInt64());
        Assert.True(after.GetProperty("saved").GetDouble() > before.GetProperty("saved").GetDouble());
        var (hits, misses) = (after.GetProperty("hits").GetDouble(), after.GetProperty("misses").GetDouble());
        Assert.Equal(hits / (hits + misses), after.GetProperty("ratio").GetDouble(), 6);
    }

    private async Task<JsonElement> StatisticsAsync(string cache)
        => (await retrieval.Http.GetFromJsonAsync<JsonElement[]>("/caches"))!.First(entry => entry.GetProperty("cache").GetString() == cache);

    /// <summary>Searches are kept behind the answer's back: asks until it is.</summary>
    private async Task<string> CachedAsync(object body)
    {
        var (text, cache) = ("", "");
        await Eventually.HoldsAsync(Patience, async () => ((text, cache) = await SearchAsync(body)).Item2 == "hit");
        return text;
    }

    private async Task<(string Body, string Cache)> SearchAsync(object body)
    {
        using var response = await retrieval.Http.PostAsJsonAsync("/search", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadAsStringAsync(), response.Headers.GetValues("X-Cache").Single());
    }

    private Task<JsonElement> AskAsync(string question) => AskAsync(new { question, documentId = "cache/ask" });

    private async Task<JsonElement> AskAsync(object body)
    {
        using var response = await retrieval.Http.PostAsJsonAsync("/ask", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
