using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EventAi.Emulators.Qdrant;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>The core of the REST interface, and that it and gRPC are two views of one state.</summary>
public sealed class RestTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");
    private QdrantServer _server = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName });
        _http = new HttpClient { BaseAddress = _server.RestAddress, Timeout = TimeSpan.FromSeconds(30) };
    }

    [Fact]
    public async Task Points_WrittenOverRest_AreReadOverBoth()
    {
        await PutAsync("/collections/c", """{"vectors":{"size":2,"distance":"Euclid"}}""");
        var updated = await PutAsync("/collections/c/points?wait=true", """
            {"points":[{"id":1,"vector":[1,2],"payload":{"city":"Bern","n":[1,2.5,null,{"a":true}]}},
                       {"id":"550e8400-e29b-41d4-a716-446655440000","vector":[5,5],"payload":{"city":"Rome"}}]}
            """);
        Assert.Equal("completed", updated.GetProperty("status").GetString());

        using var client = new QdrantClient(_server.GrpcAddress);
        var point = (await client.RetrieveAsync("c", 1UL)).Single();
        Assert.Equal(2.5, point.Payload["n"].ListValue.Values[1].DoubleValue);
        await client.UpsertAsync("c", [new PointStruct { Id = 2, Vectors = new[] { 9f, 9f }, Payload = { ["city"] = "Bern" } }]);

        var queried = await PostAsync("/collections/c/points/query", """
            {"query":[1,1],"with_payload":true,"with_vector":true,"filter":{"must":[{"key":"city","match":{"value":"Bern"}}]}}
            """);
        Assert.Equal([1, 2], queried.GetProperty("points").EnumerateArray().Select(hit => hit.GetProperty("id").GetInt32()).ToArray());
        Assert.Equal(1f, queried.GetProperty("points")[0].GetProperty("score").GetSingle());
        Assert.Equal(2, queried.GetProperty("points")[0].GetProperty("vector").GetArrayLength());
        Assert.True(queried.GetProperty("points")[0].GetProperty("payload").GetProperty("n")[3].GetProperty("a").GetBoolean());

        var page = await PostAsync("/collections/c/points/scroll", """{"limit":2}""");
        Assert.Equal("550e8400-e29b-41d4-a716-446655440000", page.GetProperty("next_page_offset").GetString());
        Assert.Equal(1, (await PostAsync("/collections/c/points/count", """{"filter":{"must_not":[{"key":"city","match":{"any":["Bern"]}}]}}""")).GetProperty("count").GetInt32());
        Assert.Equal(1, (await PostAsync("/collections/c/points", """{"ids":[1,77]}""")).GetArrayLength());
        await PostAsync("/collections/c/points/delete?wait=true", """{"points":[1]}""");
        Assert.Equal(2UL, await client.CountAsync("c"));
    }

    [Fact]
    public async Task Collections_OverRest_AreListedDescribedAndDeleted()
    {
        await PutAsync("/collections/c", """{"vectors":{"text":{"size":4,"distance":"Cosine"}},"hnsw_config":{"m":24}}""");
        await PutAsync("/collections/c/index?wait=true", """{"field_name":"city","field_schema":"keyword"}""");
        var info = await GetAsync("/collections/c");
        Assert.Equal(4, info.GetProperty("config").GetProperty("params").GetProperty("vectors").GetProperty("text").GetProperty("size").GetInt32());
        Assert.Equal(24, info.GetProperty("config").GetProperty("hnsw_config").GetProperty("m").GetInt32());
        Assert.Equal("keyword", info.GetProperty("payload_schema").GetProperty("city").GetProperty("data_type").GetString());
        Assert.Equal("c", (await GetAsync("/collections")).GetProperty("collections")[0].GetProperty("name").GetString());
        Assert.True((await GetAsync("/collections/c/exists")).GetProperty("exists").GetBoolean());
        using var response = await _http.DeleteAsync("/collections/c");
        Assert.True((await ResultAsync(response)).GetBoolean());
        Assert.False((await GetAsync("/collections/c/exists")).GetProperty("exists").GetBoolean());
    }

    [Theory]
    [InlineData("PUT", "/collections/new", "{bad", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/collections/new", """{"vectors":{"size":0,"distance":"Dot"}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("PUT", "/collections/new", """{"vectors":{"size":3,"distance":"Nearby"}}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/collections/new", """{"vectors":{"size":1,"distance":"Dot","datatype":"turbo4"}}""", HttpStatusCode.NotImplemented)]
    [InlineData("PUT", "/collections/c", """{"vectors":{"size":2,"distance":"Dot"}}""", HttpStatusCode.Conflict)]
    [InlineData("PUT", "/collections/c/points", "{}", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/collections/c/points", """{"points":5}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/collections/c/points", """{"points":[{"id":-1,"vector":[1,2]}]}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/collections/c/points", """{"points":[{"id":null,"vector":[1,2]}]}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/collections/c/points", """{"points":[{"id":1,"vector":[1]}]}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/collections/c/points/query", """{"query":{"fusion":"rrf"},"prefetch":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/collections/none/points/count", "{}", HttpStatusCode.NotFound)]
    public async Task Request_ThatIsBad_AnswersItsStatusAndAnError(string verb, string path, string body, HttpStatusCode expected)
    {
        await PutAsync("/collections/c", """{"vectors":{"size":2,"distance":"Dot"}}""");
        using var request = new HttpRequestMessage(new HttpMethod(verb), path) { Content = new StringContent(body) };
        using var response = await _http.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.NotEmpty(answer.GetProperty("status").GetProperty("error").GetString()!);
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        return await ResultAsync(response);
    }

    private async Task<JsonElement> PutAsync(string path, string body)
    {
        using var response = await _http.PutAsync(path, new StringContent(body));
        return await ResultAsync(response);
    }

    private async Task<JsonElement> PostAsync(string path, string body)
    {
        using var response = await _http.PostAsync(path, new StringContent(body));
        return await ResultAsync(response);
    }

    private static async Task<JsonElement> ResultAsync(HttpResponseMessage response)
    {
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(response.IsSuccessStatusCode, answer.GetRawText());
        Assert.Equal("ok", answer.GetProperty("status").GetString());
        return answer.GetProperty("result");
    }
}
