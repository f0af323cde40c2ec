using Grpc.Core;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

public sealed class PointTests(QdrantTarget target) : IClassFixture<QdrantTarget>
{
    private static readonly Guid Uuid = new("550e8400-e29b-41d4-a716-446655440000");

    [Fact]
    public async Task Upsert_OfNumbersAndUuids_AreRetrievedAsWritten()
    {
        var name = await target.CreateAsync(2);
        var nested = new Dictionary<string, Value> { ["list"] = new Value[] { 1, "two", 3.5, true, new Value { NullValue = NullValue.NullValue } } };
        var result = await target.Client.UpsertAsync(name,
        [
            new PointStruct { Id = ulong.MaxValue, Vectors = new[] { 1f, 2f }, Payload = { ["title"] = "ünïcode ✓", ["count"] = 42L, ["ratio"] = 0.25, ["ok"] = true } },
            new PointStruct { Id = Uuid, Vectors = new[] { 3f, 4f }, Payload = { ["nested"] = nested } },
        ]);
        Assert.Equal(UpdateStatus.Completed, result.Status);

        var found = await target.Client.RetrieveAsync(name, [Uuid, ulong.MaxValue, 5], withPayload: true, withVectors: true);
        Assert.Equal(2, found.Count);
        var byUuid = Assert.Single(found, point => point.Id.Uuid == Uuid.ToString());
        Assert.Equal([3f, 4f], byUuid.Vectors.Vector.GetDenseVector()!.Data);
        Assert.Equal((Value)nested, byUuid.Payload["nested"]);
        var byNumber = Assert.Single(found, point => point.Id.Num == ulong.MaxValue);
        Assert.Equal("ünïcode ✓", byNumber.Payload["title"].StringValue);
        Assert.Equal(42L, byNumber.Payload["count"].IntegerValue);
        Assert.Equal(0.25, byNumber.Payload["ratio"].DoubleValue);
        Assert.True(byNumber.Payload["ok"].BoolValue);
    }

    [Fact]
    public async Task Upsert_OfExistingId_ReplacesPayloadAndVector()
    {
        var name = await target.CreateAsync(1);
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 1, Vectors = new[] { 1f }, Payload = { ["old"] = "x" } }]);
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 1, Vectors = new[] { 2f }, Payload = { ["new"] = "y" } }]);
        var point = Assert.Single(await target.Client.RetrieveAsync(name, 1UL, withPayload: true, withVectors: true));
        Assert.Equal(["new"], point.Payload.Keys);
        Assert.Equal([2f], point.Vectors.Vector.GetDenseVector()!.Data);
        Assert.Equal(1UL, await target.Client.CountAsync(name));
    }

    [Fact]
    public async Task Upsert_OfWrongDimension_InvalidArgumentAndNothingWritten()
    {
        var name = await target.CreateAsync(3);
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.UpsertAsync(name,
        [
            new PointStruct { Id = 1, Vectors = new[] { 1f, 2f, 3f } },
            new PointStruct { Id = 2, Vectors = new[] { 1f, 2f } },
        ]));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("Vector dimension error: expected dim: 3, got 2", error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0UL, await target.Client.CountAsync(name));
    }

    [Fact]
    public async Task Upsert_OfUnknownVectorName_InvalidArgument()
    {
        var name = await target.CreateAsync(1);
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.UpsertAsync(
            name, [new PointStruct { Id = 1, Vectors = new Dictionary<string, float[]> { ["other"] = [1] } }]));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("Not existing vector name error: other", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upsert_WithUuidThatIsNone_InvalidArgument()
    {
        var name = await target.CreateAsync(1);
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.UpsertAsync(
            name, [new PointStruct { Id = new PointId { Uuid = "not-a-uuid" }, Vectors = new[] { 1f } }]));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("Unable to parse UUID: not-a-uuid", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upsert_IntoUnknownCollection_NotFound()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.UpsertAsync(
            target.NewName(), [new PointStruct { Id = 1, Vectors = new[] { 1f } }]));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task Delete_ByIdsAndByFilter_LeavesTheOthers()
    {
        var name = await target.CreateAsync(1);
        await target.Client.UpsertAsync(name, [.. Enumerable.Range(0, 10).Select(i => new PointStruct
        {
            Id = (ulong)i, Vectors = new[] { (float)i }, Payload = { ["parity"] = i % 2 == 0 ? "even" : "odd" },
        })]);
        await target.Client.DeleteAsync(name, 0UL);
        await target.Client.DeleteAsync(name, [1UL, 2UL, 99UL]);
        await target.Client.DeleteAsync(name, Conditions.MatchKeyword("parity", "even"));
        var left = await target.Client.ScrollAsync(name, limit: 100);
        Assert.Equal([3UL, 5UL, 7UL, 9UL], left.Result.Select(point => point.Id.Num));
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 100, Vectors = new[] { 1f } }]); // takes a freed slot
        Assert.Equal(5UL, await target.Client.CountAsync(name));
    }

    [Fact]
    public async Task Scroll_InPages_VisitsEveryPointInOrderOfIds()
    {
        var name = await target.CreateAsync(1);
        Guid[] uuids = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
        await target.Client.UpsertAsync(name, [.. Enumerable.Range(0, 25).Reverse().Select(i => new PointStruct { Id = (ulong)i, Vectors = new[] { 1f } })]);
        await target.Client.UpsertAsync(name, [.. uuids.Select(id => new PointStruct { Id = id, Vectors = new[] { 1f } })]);
        var seen = new List<string>();
        PointId? offset = null;
        do
        {
            var page = await target.Client.ScrollAsync(name, limit: 7, offset: offset);
            seen.AddRange(page.Result.Select(point => point.Id.PointIdOptionsCase == PointId.PointIdOptionsOneofCase.Num ? point.Id.Num.ToString() : point.Id.Uuid));
            offset = page.NextPageOffset;
        }
        while (offset is not null);
        string[] expected = [.. Enumerable.Range(0, 25).Select(i => i.ToString()), .. uuids.Select(id => id.ToString()).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task Payload_SetOverwrittenDeletedCleared_HoldsWhatIsLeft()
    {
        var name = await target.CreateAsync(1);
        await target.Client.UpsertAsync(name, [new PointStruct { Id = 1, Vectors = new[] { 1f }, Payload = { ["a"] = 1L, ["b"] = 2L } }]);
        await target.Client.SetPayloadAsync(name, new Dictionary<string, Value> { ["b"] = 3L, ["c"] = 4L }, 1UL);
        Assert.Equal(["a", "b", "c"], await KeysAsync());
        await target.Client.SetPayloadAsync(name, new Dictionary<string, Value> { ["y"] = 1L }, 1UL, key: "x");
        Assert.Equal(["a", "b", "c", "x"], await KeysAsync());
        await target.Client.DeletePayloadAsync(name, ["a", "x.y"], Conditions.Match("b", 3));
        Assert.Equal(["b", "c", "x"], await KeysAsync());
        await target.Client.OverwritePayloadAsync(name, new Dictionary<string, Value> { ["z"] = "only" }, 1UL);
        Assert.Equal(["z"], await KeysAsync());
        await target.Client.ClearPayloadAsync(name, 1UL);
        Assert.Empty(await KeysAsync());

        async Task<string[]> KeysAsync()
            => [.. (await target.Client.RetrieveAsync(name, 1UL)).Single().Payload.Keys.Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Retrieve_WithSelectors_GivesTheFieldsAsked()
    {
        var name = await target.CreateAsync(1);
        await target.Client.UpsertAsync(name,
        [
            new PointStruct { Id = 1, Vectors = new[] { 1f }, Payload = { ["a"] = 1L, ["b"] = new Dictionary<string, Value> { ["c"] = 2L, ["d"] = 3L } } },
        ]);
        var included = (await target.Client.RetrieveAsync(name, [1UL], new[] { "b.c" }, false)).Single();
        Assert.Equal(["b"], included.Payload.Keys);
        Assert.Equal(["c"], included.Payload["b"].StructValue.Fields.Keys);
        Assert.Null(included.Vectors);
        var excluded = (await target.Client.RetrieveAsync(
            name, [1UL], new WithPayloadSelector { Exclude = new PayloadExcludeSelector { Fields = { "b.c", "a" } } }, true)).Single();
        Assert.Equal(["d"], excluded.Payload["b"].StructValue.Fields.Keys);
        Assert.NotNull(excluded.Vectors);
        Assert.Empty((await target.Client.RetrieveAsync(name, 1UL, withPayload: false)).Single().Payload);
    }
}
