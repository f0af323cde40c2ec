using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace EventAi.Services.Tests.Retrieval;

[Collection(RetrievalTests.Name)]
public class SearchEndpointTests(RetrievalFixture retrieval)
{
    [Theory]
    [InlineData("hybrid")]
    [InlineData("dense")]
    [InlineData("sparse")]
    public async Task Search_AnyMode_FindsThePassageAndSaysHow(string mode)
    {
        await retrieval.Index.AddAsync("modes/heron", ["The grey heron stands still in shallow water until a fish comes near."], page: 3, language: "en");
        await retrieval.Index.AddAsync("modes/bread", ["Sourdough bread rises overnight in a cool kitchen."], language: "en");

        var found = await SearchAsync(new { query = "Where does the heron wait for fish?", mode, filters = new { documentId = new[] { "modes/heron", "modes/bread" } } });
        var first = found.GetProperty("results")[0];

        Assert.Equal(mode, found.GetProperty("mode").GetString());
        Assert.Equal("modes/heron", first.GetProperty("documentId").GetString());
        Assert.Equal(3, first.GetProperty("page").GetInt32());
        Assert.Equal(0, first.GetProperty("offset").GetInt64());
        Assert.Equal(69, first.GetProperty("length").GetInt64());
        var scores = first.GetProperty("scores");
        Assert.Equal(mode != "sparse", scores.TryGetProperty("dense", out _));
        Assert.Equal(mode != "dense", scores.TryGetProperty("sparse", out _));
        Assert.Equal(mode == "hybrid", scores.TryGetProperty("fused", out var fused));
        Assert.Equal(first.GetProperty("score").GetDouble(), mode switch { "hybrid" => fused.GetDouble(), _ => scores.GetProperty(mode).GetDouble() });
    }

    [Fact]
    public async Task Search_Highlights_PointIntoTheDocument()
    {
        const string First = "Nothing of interest stands here.";
        const string Second = "Lighthouses were built of granite. The keepers’ lamp burned colza oil. Ships kept away from the rocks.";
        await retrieval.Index.AddAsync("highlights/lamp", [First, Second]);

        var found = await SearchAsync(new { query = "What oil do lamps of a keeper burn?", documentId = "highlights/lamp", limit = 1 });
        var result = found.GetProperty("results")[0];
        var highlight = Assert.Single(result.GetProperty("highlights").EnumerateArray());

        Assert.Equal("The keepers’ lamp burned colza oil.", highlight.GetProperty("text").GetString());
        Assert.Equal(First.Length + 1 + Second.IndexOf("The keepers", StringComparison.Ordinal), highlight.GetProperty("offset").GetInt32());
        Assert.Equal(["keepers", "lamp", "burned", "oil"], highlight.GetProperty("marks").EnumerateArray()
            .Select(mark => highlight.GetProperty("text").GetString()!.Substring(mark.GetProperty("start").GetInt32(), mark.GetProperty("length").GetInt32())));
    }

    [Fact]
    public async Task Search_Filters_AdmitOnlyWhatTheyName()
    {
        await retrieval.Index.AddAsync("filters/a", ["Tulips are planted in autumn."], language: "en", tags: ["garden", "bulbs"], source: "handbook", publishedAt: Date(2024, 3, 1));
        await retrieval.Index.AddAsync("filters/b", ["Tulips flower in spring."], language: "en", tags: ["garden"], source: "web", publishedAt: Date(2025, 6, 1));
        await retrieval.Index.AddAsync("filters/c", ["Tulpen blühen im Frühling, und die Zwiebeln werden im Herbst gesetzt."], language: "de", tags: ["garten"], source: "handbook");

        Assert.Equal(["filters/a", "filters/b", "filters/c"], await FoundAsync(new { }));
        Assert.Equal(["filters/c"], await FoundAsync(new { language = "de" }));
        Assert.Equal(["filters/a", "filters/b"], await FoundAsync(new { language = new[] { "EN", "fr" } }));
        Assert.Equal(["filters/a"], await FoundAsync(new { tags = new[] { "bulbs", "trees" } }));
        Assert.Equal(["filters/a", "filters/c"], await FoundAsync(new { source = "handbook" }));
        Assert.Equal(["filters/b"], await FoundAsync(new { publishedAt = new { from = "2025-01-01" } }));
        Assert.Equal(["filters/a"], await FoundAsync(new { publishedAt = new { from = "2024-03-01T00:00:00Z", to = "2024-12-31" } }));
        Assert.Equal(["filters/a"], await FoundAsync(new { language = "en", source = "handbook" }));

        async Task<IReadOnlyList<string?>> FoundAsync(object filters)
        {
            var given = JsonSerializer.SerializeToNode(filters)!.AsObject();
            given["documentId"] = new System.Text.Json.Nodes.JsonArray("filters/a", "filters/b", "filters/c");
            var found = await SearchAsync(new { query = "tulips spring autumn Tulpen", filters = given });
            return [.. found.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("documentId").GetString()).Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Search_Pages_AreOneRankingWithoutGapsAndDoubles()
    {
        await retrieval.Index.AddAsync("pages/all", [.. Enumerable.Range(0, 25).Select(static number => $"Ledger entry {number}: the miller delivered {number + 3} sacks of rye flour.")]);

        var whole = await SearchAsync(new { query = "sacks of rye flour", documentId = "pages/all", limit = 25 });
        var paged = new List<string?>();
        int? offset = 0;
        while (offset is { } from)
        {
            var page = await SearchAsync(new { query = "sacks of rye flour", documentId = "pages/all", limit = 10, offset = from });
            paged.AddRange(Texts(page));
            offset = page.TryGetProperty("nextOffset", out var next) ? next.GetInt32() : null;
        }

        Assert.Equal(25, whole.GetProperty("total").GetInt32());
        Assert.Equal(Texts(whole), paged);
        Assert.Equal(25, paged.Distinct().Count());
    }

    [Fact]
    public async Task Search_GroupedByDocument_GivesEachDocumentOnce()
    {
        await retrieval.Index.AddAsync("groups/one", ["Copper kettles conduct heat well.", "Copper kettles are polished with salt.", "Copper kettles last a lifetime."], tags: ["groups"]);
        await retrieval.Index.AddAsync("groups/two", ["Copper wire carries the current."], tags: ["groups"]);

        var found = await SearchAsync(new { query = "copper kettles", groupBy = "document", filters = new { tags = "groups" } });

        Assert.Equal(["groups/one", "groups/two"], found.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("documentId").GetString()));
        Assert.Equal(2, found.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Search_Diversity_PutsTheSameThingOnlyOnceInFront()
    {
        await retrieval.Index.AddAsync("diverse", ["The tide mill grinds twice a day.", "The tide mill grinds two times a day.", "Twice a day the tide mill grinds.", "A tide mill stores the flood behind a gate and lets it out at ebb."]);
        var body = new { query = "tide mill grinds", documentId = "diverse", limit = 2 };

        var plain = Texts(await SearchAsync(body));
        var diverse = Texts(await SearchAsync(new { body.query, body.documentId, body.limit, diversity = 0.85 }));

        Assert.DoesNotContain(plain, static text => text!.Contains("flood", StringComparison.Ordinal));
        Assert.Equal(plain[0], diverse[0]);
        Assert.Contains("flood", diverse[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_Rerank_PrefersWordsThatStandTogether()
    {
        // The same words in another order: BM25 cannot tell them apart.
        const string Far = "Harbour ropes are coiled on the quay while gulls steal bread from children who count crabs, and the choir master rings his bell over nets that dry on tall poles in spring for a fee.";
        const string Near = "The harbour master fee for ropes are coiled on quay while gulls steal bread from children who count crabs, and the choir rings his bell over nets that dry on tall poles in spring a.";
        await retrieval.Index.AddAsync("rerank", [Far, Near, "The fee of the library is due in May.", "Every harbour has its own smell.", "A master of arts came to dinner.", "Rain fell on the hills for days."]);

        var found = await SearchAsync(new { query = "harbour master fee", documentId = "rerank", rerank = true, mode = "sparse" });
        var results = found.GetProperty("results");

        Assert.Equal(Near, results[0].GetProperty("text").GetString());
        Assert.True(results[0].GetProperty("scores").GetProperty("rerank").GetDouble() > results[1].GetProperty("scores").GetProperty("rerank").GetDouble());
    }

    [Fact]
    public async Task Search_OldAndNewVersion_NeverMixes()
    {
        await retrieval.Index.AddAsync("versions", ["The ferry leaves at nine."], version: 1);
        await retrieval.Index.AddAsync("versions", ["The ferry leaves at eleven."], version: 2, current: false);
        Assert.Equal(["The ferry leaves at nine."], Texts(await SearchAsync(new { query = "When does the ferry leave?", documentId = "versions" })));

        await retrieval.Index.AddAsync("versions", ["The ferry leaves at eleven."], version: 2);
        Assert.Equal(["The ferry leaves at eleven."], Texts(await SearchAsync(new { query = "At which hour does the ferry leave?", documentId = "versions" })));
    }

    [Fact]
    public async Task Search_ForeignWords_MeetByTheirStems()
    {
        await retrieval.Index.AddAsync("stems/de", ["Die Häuser der Nachbarn wurden im Winter gestrichen und die Dächer erneuert."], language: "de", tags: ["stems"]);
        await retrieval.Index.AddAsync("stems/en", ["The neighbours painted their houses in winter and renewed the roofs."], language: "en", tags: ["stems"]);

        var found = await SearchAsync(new { query = "Haus Dach", mode = "sparse", filters = new { tags = "stems", language = "de" } });

        Assert.Equal("stems/de", Assert.Single(found.GetProperty("results").EnumerateArray()).GetProperty("documentId").GetString());
    }

    [Theory]
    [InlineData("""{}""", "query")]
    [InlineData("""{"query":" "}""", "query")]
    [InlineData("""{"query":"x","mode":"fuzzy"}""", "mode")]
    [InlineData("""{"query":"x","mode":"1"}""", "mode")]
    [InlineData("""{"query":"x","limit":0}""", "limit")]
    [InlineData("""{"query":"x","limit":101}""", "limit")]
    [InlineData("""{"query":"x","offset":-1}""", "offset")]
    [InlineData("""{"query":"x","offset":991}""", "offset")]
    [InlineData("""{"query":"x","diversity":1.5}""", "diversity")]
    [InlineData("""{"query":"x","sparseWeight":-0.1}""", "sparseWeight")]
    [InlineData("""{"query":"x","groupBy":"author"}""", "groupBy")]
    [InlineData("""{"query":"x","filters":{"publishedAt":{"from":"2025-01-02","to":"2025-01-01"}}}""", "publishedAt")]
    [InlineData("""{"query":"x","filters":{"tags":7}}""", "")]
    [InlineData("""{"query":"x","filters":{"publishedAt":{"from":"yesterday"}}}""", "")]
    public async Task Search_BadRequest_SaysWhatIsWrong(string body, string named)
    {
        using var response = await retrieval.Http.PostAsync("/search", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(named, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static DateTimeOffset Date(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);

    private static IReadOnlyList<string?> Texts(JsonElement found) => [.. found.GetProperty("results").EnumerateArray().Select(static result => result.GetProperty("text").GetString())];

    private async Task<JsonElement> SearchAsync(object body)
    {
        using var response = await retrieval.Http.PostAsJsonAsync("/search", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
