using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EventAi.Emulators.Qdrant;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Qdrant.Client.Grpc;
using FieldType = Google.Protobuf.Reflection.FieldType;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>
/// Requests at random: messages with random fields, JSON that is nearly right, bytes that are nothing. Each is answered, none with an error
/// of the server's own, and at its end the server still knows what it knew.
/// </summary>
public sealed class FuzzTests : IAsyncLifetime
{
    private static readonly (string Method, MessageDescriptor Request)[] Methods =
    [
        ("Collections/Get", GetCollectionInfoRequest.Descriptor), ("Collections/Create", CreateCollection.Descriptor), ("Collections/Update", UpdateCollection.Descriptor),
        ("Collections/UpdateAliases", ChangeAliases.Descriptor), ("Points/Upsert", UpsertPoints.Descriptor), ("Points/Get", GetPoints.Descriptor),
        ("Points/UpdateVectors", UpdatePointVectors.Descriptor), ("Points/DeleteVectors", DeletePointVectors.Descriptor), ("Points/SetPayload", SetPayloadPoints.Descriptor),
        ("Points/OverwritePayload", SetPayloadPoints.Descriptor), ("Points/DeletePayload", DeletePayloadPoints.Descriptor),
        ("Points/CreateFieldIndex", CreateFieldIndexCollection.Descriptor), ("Points/DeleteFieldIndex", DeleteFieldIndexCollection.Descriptor),
        ("Points/Search", SearchPoints.Descriptor), ("Points/SearchGroups", SearchPointGroups.Descriptor), ("Points/Scroll", ScrollPoints.Descriptor),
        ("Points/Recommend", RecommendPoints.Descriptor), ("Points/Discover", DiscoverPoints.Descriptor), ("Points/Count", CountPoints.Descriptor),
        ("Points/UpdateBatch", UpdateBatchPoints.Descriptor), ("Points/Query", QueryPoints.Descriptor), ("Points/QueryBatch", QueryBatchPoints.Descriptor),
        ("Points/QueryGroups", QueryPointGroups.Descriptor), ("Points/Facet", FacetCounts.Descriptor), ("Points/SearchMatrixPairs", SearchMatrixPoints.Descriptor),
        ("Points/SearchMatrixOffsets", SearchMatrixPoints.Descriptor),
    ];

    private static readonly (string Verb, string Path, string Body)[] Routes =
    [
        ("PUT", "/collections/other", """{"vectors":{"a":{"size":2,"distance":"Cosine","hnsw_config":{"m":4}}},"sparse_vectors":{"s":{"modifier":"idf"}},"optimizers_config":{"indexing_threshold":1}}"""),
        ("PATCH", "/collections/c", """{"hnsw_config":{"m":8},"optimizers_config":{"indexing_threshold":1},"vectors":{"":{"hnsw_config":{"m":8}}}}"""),
        ("PUT", "/collections/c/points", """{"points":[{"id":900,"vector":[1,2],"payload":{"a":[1,{"b":null}]}}]}"""),
        ("PUT", "/collections/c/points", """{"batch":{"ids":[901,902],"vectors":[[1,2],[3,4]],"payloads":[{"a":1},null]}}"""),
        ("POST", "/collections/c/points/query", """{"query":{"recommend":{"positive":[1],"negative":[[1,2]],"strategy":"best_score"}},"filter":{"must":[{"key":"n","range":{"gte":1}}]},"limit":3,"with_payload":{"include":["n"]}}"""),
        ("POST", "/collections/c/points/query", """{"prefetch":[{"query":[1,2],"limit":5},{"query":{"fusion":"rrf"},"prefetch":[{"query":3}]}],"query":{"formula":{"sum":["$score",{"mult":[2,"n"]},{"gauss_decay":{"x":"n","scale":5}}]},"defaults":{"n":1}},"limit":4}"""),
        ("POST", "/collections/c/points/query/groups", """{"query":[1,2],"group_by":"n","group_size":2,"limit":3,"with_lookup":"c"}"""),
        ("POST", "/collections/c/points/scroll", """{"filter":{"min_should":{"conditions":[{"key":"n","match":{"any":[1,2]}},{"has_id":[1]}],"min_count":1}},"order_by":{"key":"n","direction":"desc","start_from":4}}"""),
        ("POST", "/collections/c/points/payload", """{"payload":{"x":{"y":1}},"key":"deep.er","points":[1,2]}"""),
        ("POST", "/collections/c/points/batch", """{"operations":[{"set_payload":{"payload":{"q":1},"points":[1]}},{"delete_payload":{"keys":["q[0].z"],"filter":{}}},{"update_vectors":{"points":[{"id":1,"vector":[1,2]}]}}]}"""),
        ("PUT", "/collections/c/index", """{"field_name":"t.u[]","field_schema":{"type":"text","tokenizer":"prefix","min_token_len":1,"max_token_len":9,"stopwords":{"custom":["a"]}}}"""),
        ("POST", "/collections/c/facet", """{"key":"n","limit":3,"filter":{"must_not":[{"is_null":{"key":"n"}}]}}"""),
        ("POST", "/collections/c/points/count", """{"filter":{"must":[{"key":"p","geo_radius":{"center":{"lon":1,"lat":2},"radius":3}},{"nested":{"key":"k","filter":{"should":{"key":"z","values_count":{"lt":2}}}}}]}}"""),
        ("PUT", "/collections/c/snapshots/recover", """{"location":"file:///nowhere/at.all","priority":"snapshot"}"""),
    ];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");
    private QdrantServer _server = null!;
    private HttpClient _grpc = null!;
    private HttpClient _rest = null!;

    public async Task InitializeAsync()
    {
        _server = await QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName });
        _grpc = new HttpClient { BaseAddress = _server.GrpcAddress, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact, Timeout = TimeSpan.FromSeconds(60) };
        _rest = new HttpClient { BaseAddress = _server.RestAddress, Timeout = TimeSpan.FromSeconds(60) };
        await RestAsync("PUT", "/collections/keep", """{"vectors":{"size":2,"distance":"Dot"}}""");
        await RestAsync("PUT", "/collections/keep/points?wait=true", """{"points":[{"id":7,"vector":[3,4],"payload":{"kept":true}}]}""");
    }

    public async Task DisposeAsync()
    {
        _grpc.Dispose();
        _rest.Dispose();
        await _server.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1, 1500)]
    [InlineData(2, 1500)]
    public Task Messages_WithRandomFields_AreAnswered(int seed, int requests) => SendMessagesAsync(seed, requests);

    [Theory]
    [InlineData(1, 2000)]
    [InlineData(2, 2000)]
    public Task Json_ThatIsNearlyRight_IsAnswered(int seed, int requests) => SendJsonAsync(seed, requests);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Requests_ManyMore_AreAnswered()
    {
        for (var seed = 100; seed < 130; seed++)
        {
            await SendMessagesAsync(seed, 4000);
            await SendJsonAsync(seed, 4000);
        }
    }

    private async Task SendMessagesAsync(int seed, int requests)
    {
        var random = new Seeded(seed);
        await CreateAsync();
        for (var i = 0; i < requests; i++)
        {
            var (method, descriptor) = random.Pick(Methods);
            var message = RandomMessage(descriptor, random, 0);
            if (descriptor.FindFieldByName("collection_name") is { } name && method != "Collections/Create")
            {
                name.Accessor.SetValue(message, "c");
            }
            var bytes = message.ToByteArray();
            if (random.Next(5) == 0 && bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }
            var (status, text) = await GrpcAsync($"/qdrant.{method}", bytes);
            // 13 is for what cannot be read; anything else that ends so is a fault of the server's.
            Assert.True(status != 13 || text.StartsWith("The message is not a", StringComparison.Ordinal), $"seed {seed}, request {i}, {method}: {text} for {message}");
        }
        await CheckKeptAsync();
    }

    private async Task SendJsonAsync(int seed, int requests)
    {
        var random = new Seeded(seed);
        await CreateAsync();
        for (var i = 0; i < requests; i++)
        {
            var (verb, path, body) = random.Pick(Routes);
            var node = Mutate(JsonNode.Parse(body)!, random, 0);
            var json = node?.ToJsonString() ?? "null";
            if (random.Next(10) == 0)
            {
                json = json[..random.Next(json.Length)];
            }
            var (status, answer) = await RestAsync(verb, path, json);
            Assert.True(status < 500 || status == 501, $"seed {seed}, request {i}: {verb} {path} {json}: {status} {answer}");
        }
        await CheckKeptAsync();
    }

    private async Task CreateAsync()
    {
        await RestAsync("DELETE", "/collections/c", "");
        await RestAsync("DELETE", "/collections/other", "");
        await RestAsync("PUT", "/collections/c", """{"vectors":{"size":2,"distance":"Cosine","hnsw_config":{"m":4}},"optimizers_config":{"indexing_threshold":1}}""");
        var points = string.Join(',', Enumerable.Range(1, 300).Select(i => $"{{\"id\":{i},\"vector\":[{i % 17},{i % 5}],\"payload\":{{\"n\":{i % 7},\"t\":\"word {i}\"}}}}"));
        await RestAsync("PUT", "/collections/c/points?wait=true", $"{{\"points\":[{points}]}}");
        await RestAsync("PUT", "/collections/c/index?wait=true", """{"field_name":"n","field_schema":"integer"}""");
    }

    private async Task CheckKeptAsync()
    {
        var (status, answer) = await RestAsync("GET", "/collections/keep/points/7", "");
        Assert.Equal(200, status);
        Assert.Contains("\"kept\":true", answer, StringComparison.Ordinal);
    }

    private async Task<(int Status, string Text)> GrpcAsync(string method, byte[] message)
    {
        var frame = new byte[message.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        using var content = new ByteArrayContent(frame);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await _grpc.PostAsync(method, content);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        _ = await response.Content.ReadAsByteArrayAsync();
        var text = response.TrailingHeaders.TryGetValues("grpc-message", out var messages) ? Uri.UnescapeDataString(messages.First()) : "";
        return (int.Parse(response.TrailingHeaders.GetValues("grpc-status").First(), System.Globalization.CultureInfo.InvariantCulture), text);
    }

    private async Task<(int Status, string Answer)> RestAsync(string verb, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await _rest.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static IMessage RandomMessage(MessageDescriptor descriptor, Seeded random, int depth)
    {
        var message = descriptor.Parser.ParseFrom(Array.Empty<byte>());
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            if (random.Next(depth < 2 ? 2 : 4) > 0 || depth > 6)
            {
                continue;
            }
            if (field.IsMap)
            {
                var map = (System.Collections.IDictionary)field.Accessor.GetValue(message);
                map[Text(random)] = Value(field.MessageType.FindFieldByNumber(2), random, depth);
            }
            else if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                for (var i = random.Next(4); i > 0; i--)
                {
                    list.Add(Value(field, random, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, random, depth));
            }
        }
        return message;
    }

    private static object Value(FieldDescriptor field, Seeded random, int depth)
        => field.FieldType switch
        {
            FieldType.Bool => random.Next(2) == 0,
            FieldType.String => Text(random),
            FieldType.Bytes => ByteString.CopyFromUtf8(Text(random)),
            FieldType.Float => random.Next(8) == 0 ? float.NaN : (float)(random.Next(2000) - 1000) / 7,
            FieldType.Double => random.Next(8) == 0 ? double.PositiveInfinity : (double)(random.Next(2000) - 1000) / 7,
            FieldType.UInt32 => random.Next(10) == 0 ? uint.MaxValue : (uint)random.Next(12),
            FieldType.UInt64 => random.Next(10) == 0 ? ulong.MaxValue : (ulong)random.Next(12),
            FieldType.Int32 => random.Next(20) - 10,
            FieldType.Int64 => random.Next(10) == 0 ? long.MinValue : random.Next(20) - 10L,
            FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(6)),
            _ => RandomMessage(field.MessageType, random, depth + 1),
        };

    private static string Text(Seeded random)
        => random.Pick(["", "n", "t", "c", "a.b", "a[]", "a[0].b", "[", "word", "$score", "550e8400-e29b-41d4-a716-446655440000", "2024-01-01T00:00:00Z", "ä\"ö", "english"]);

    /// <summary>The same with a few values replaced, members lost and renamed.</summary>
    private static JsonNode? Mutate(JsonNode node, Seeded random, int depth)
    {
        if (random.Next(14) == 0)
        {
            return JsonNode.Parse(random.Pick(["null", "0", "-1", "1e308", "18446744073709551615", "\"x\"", "\"\"", "[]", "{}", "[[]]", "true", "{\"key\":\"n\"}", "[1,\"a\"]", "0.5"]));
        }
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (random.Next(25) > 0)
                    {
                        copy[random.Next(40) == 0 ? name + "s" : name] = value is null ? null : Mutate(value, random, depth + 1);
                    }
                }
                return copy;
            case JsonArray elements:
                return new JsonArray([.. elements.Select(element => element is null ? null : Mutate(element, random, depth + 1))]);
            default:
                return node.DeepClone();
        }
    }
}
