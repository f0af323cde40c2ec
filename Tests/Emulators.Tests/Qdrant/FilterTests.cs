using Qdrant.Client.Grpc;
using static Qdrant.Client.Grpc.Conditions;
using Range = Qdrant.Client.Grpc.Range;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>Each condition with and without payload indexes: an index must never change an answer.</summary>
public sealed class FilterTests(QdrantTarget target) : IClassFixture<QdrantTarget>
{
    private static readonly PointStruct[] Points =
    [
        Point(1, new() { ["color"] = "red", ["size"] = 1L, ["ok"] = true, ["price"] = 1.5, ["at"] = "2024-01-01T00:00:00Z" }),
        Point(2, new() { ["color"] = "green", ["size"] = 2L, ["ok"] = false, ["price"] = 2L, ["at"] = "2024-06-01T12:00:00+02:00" }),
        Point(3, new() { ["color"] = new[] { "red", "blue" }, ["size"] = 3L, ["price"] = 10.0 }),
        Point(4, new() { ["color"] = Array.Empty<string>(), ["size"] = 2L, ["ok"] = true }),
        Point(5, new() { ["color"] = new Value { NullValue = NullValue.NullValue } }),
        Point(6, new()),
        Point(7, new()
        {
            ["parts"] = new Value[]
            {
                new Dictionary<string, Value> { ["name"] = "bolt", ["count"] = 3L },
                new Dictionary<string, Value> { ["name"] = "nut", ["count"] = 9L },
            },
            ["made"] = new Dictionary<string, Value> { ["in"] = "Bern" },
        }),
    ];

    public static TheoryData<string, Filter, ulong[]> Cases => new()
    {
        { "keyword", MatchKeyword("color", "red"), [1, 3] },
        { "keywords", Match("color", ["green", "blue"]), [2, 3] },
        { "keywords none", Match("color", Array.Empty<string>()), [] },
        { "integer", Match("size", 2), [2, 4] },
        { "integers", Match("size", [1, 3]), [1, 3] },
        { "bool", Match("ok", true), [1, 4] },
        { "except", MatchExcept("color", ["red"]), [2, 3] },
        { "except integers", MatchExcept("size", [2]), [1, 3] },
        { "range", Range("price", new Range { Gte = 1.5, Lt = 10 }), [1, 2] },
        { "range open", Range("price", new Range { Gt = 1.5 }), [2, 3] },
        { "range of integers", Range("size", new Range { Lte = 2 }), [1, 2, 4] },
        { "datetime", DatetimeRange("at", gt: new DateTime(2024, 6, 1, 9, 59, 59, DateTimeKind.Utc), lt: new DateTime(2024, 6, 1, 10, 0, 1, DateTimeKind.Utc)), [2] },
        { "has id", HasId([2UL, 6UL, 77UL]), [2, 6] },
        { "is empty", IsEmpty("color"), [4, 5, 6, 7] },
        { "is null", IsNull("color"), [5] },
        { "text", MatchText("color", "ee"), [2] },
        { "values count", ValuesCount("color", new ValuesCount { Gte = 2 }), [3] },
        { "nested path", MatchKeyword("made.in", "Bern"), [7] },
        { "array path", MatchKeyword("parts[].name", "nut"), [7] },
        { "element path", MatchKeyword("parts[0].name", "nut"), [] },
        { "nested", Nested("parts", MatchKeyword("name", "bolt") & Range("count", new Range { Lt = 5 })), [7] },
        { "nested no", Nested("parts", MatchKeyword("name", "bolt") & Range("count", new Range { Gt = 5 })), [] },
        { "and", MatchKeyword("color", "red") & Match("ok", true), [1] },
        { "or", MatchKeyword("color", "green") | Match("size", 3), [2, 3] },
        { "not", !MatchKeyword("color", "red"), [2, 4, 5, 6, 7] },
        { "must, should and must_not", new Filter { Must = { Match("size", [1, 2, 3]) }, Should = { MatchKeyword("color", "red"), Match("ok", true) }, MustNot = { HasId(1) } }, [3, 4] },
        { "min_should", new Filter { MinShould = new MinShould { MinCount = 2, Conditions = { MatchKeyword("color", "red"), Match("ok", true), Match("size", 2) } } }, [1, 4] },
        { "no conditions", new Filter(), [1, 2, 3, 4, 5, 6, 7] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Filter_OnPayload_SelectsTheExpectedPoints(string name, Filter filter, ulong[] expected)
    {
        _ = name;
        var collection = await target.CreateAsync(1);
        await target.Client.UpsertAsync(collection, Points);
        await CheckAsync();
        await target.Client.CreatePayloadIndexAsync(collection, "color");
        await target.Client.CreatePayloadIndexAsync(collection, "size", PayloadSchemaType.Integer);
        await target.Client.CreatePayloadIndexAsync(collection, "ok", PayloadSchemaType.Bool);
        await target.Client.CreatePayloadIndexAsync(collection, "parts[].name");
        await CheckAsync();

        async Task CheckAsync()
        {
            var scrolled = await target.Client.ScrollAsync(collection, filter, limit: 100);
            Assert.Equal(expected, scrolled.Result.Select(point => point.Id.Num));
            Assert.Equal((ulong)expected.Length, await target.Client.CountAsync(collection, filter));
            var queried = await target.Client.QueryAsync(collection, new[] { 1f }, filter: filter, limit: 100);
            Assert.Equal(expected, queried.Select(point => point.Id.Num).Order());
        }
    }

    [Fact]
    public async Task Index_AfterChangesAndDeletes_FollowsThePayload()
    {
        var collection = await target.CreateAsync(1);
        await target.Client.CreatePayloadIndexAsync(collection, "color");
        await target.Client.UpsertAsync(collection, Points);
        await target.Client.SetPayloadAsync(collection, new Dictionary<string, Value> { ["color"] = "blue" }, 1UL);
        await target.Client.DeleteAsync(collection, 3UL);
        Assert.Equal(0UL, await target.Client.CountAsync(collection, MatchKeyword("color", "red")));
        Assert.Equal(1UL, await target.Client.CountAsync(collection, MatchKeyword("color", "blue")));
        await target.Client.DeletePayloadIndexAsync(collection, "color");
        Assert.Equal(1UL, await target.Client.CountAsync(collection, MatchKeyword("color", "blue")));
    }

    private static PointStruct Point(ulong id, Dictionary<string, Value> payload) => new() { Id = id, Vectors = new[] { (float)id }, Payload = { payload } };
}
