using Grpc.Core;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

public sealed class SearchTests(QdrantTarget target) : IClassFixture<QdrantTarget>
{
    private const int Size = 37; // no multiple of any vector register

    [Theory]
    [InlineData(Distance.Cosine)]
    [InlineData(Distance.Dot)]
    [InlineData(Distance.Euclid)]
    [InlineData(Distance.Manhattan)]
    public async Task Query_Nearest_AgreesWithANaiveComputation(Distance distance)
    {
        var random = new Seeded(1);
        var collection = await target.CreateAsync(Size, distance);
        float[][] vectors = [.. Enumerable.Range(0, 500).Select(_ => random.Vector(Size))];
        await target.Client.UpsertAsync(collection, [.. vectors.Select((vector, i) => new PointStruct { Id = (ulong)i, Vectors = vector, Payload = { ["group"] = (long)(i % 3) } })]);
        for (var round = 0; round < 10; round++)
        {
            var query = random.Vector(Size);
            var found = await target.Client.QueryAsync(
                collection, query, filter: Conditions.Match("group", 1), limit: 20, offset: 5, payloadSelector: true, vectorsSelector: true);
            var expected = vectors.Select((vector, i) => (Id: (ulong)i, Score: Naive(distance, query, vector))).Where(hit => hit.Id % 3 == 1);
            expected = distance is Distance.Cosine or Distance.Dot ? expected.OrderByDescending(hit => hit.Score) : expected.OrderBy(hit => hit.Score);
            foreach (var (hit, (id, score)) in found.Zip(expected.Skip(5).Take(20), (hit, reference) => (hit, reference)))
            {
                Assert.Equal(id, hit.Id.Num);
                Assert.Equal(score, hit.Score, tolerance: 1e-4);
                Assert.Equal(1L, hit.Payload["group"].IntegerValue);
                Assert.Equal(Size, hit.Vectors.Vector.GetDenseVector()!.Data.Count);
            }
            Assert.Equal(20, found.Count);
        }
    }

    [Fact]
    public async Task Query_WithScoreThreshold_KeepsToTheRightSideOfIt()
    {
        var dot = await target.CreateAsync(1);
        var euclid = await target.CreateAsync(1, Distance.Euclid);
        foreach (var collection in (string[])[dot, euclid])
        {
            await target.Client.UpsertAsync(collection, [.. Enumerable.Range(1, 9).Select(i => new PointStruct { Id = (ulong)i, Vectors = new[] { (float)i } })]);
        }
        Assert.Equal([9UL, 8UL, 7UL], Ids(await target.Client.QueryAsync(dot, new[] { 1f }, scoreThreshold: 6.5f)));
        Assert.Equal([1UL, 2UL, 3UL], Ids(await target.Client.QueryAsync(euclid, new[] { 0f }, scoreThreshold: 3.5f)));
    }

    [Fact]
    public async Task Query_ById_LeavesThePointItselfOut()
    {
        var collection = await target.CreateAsync(1, Distance.Euclid);
        await target.Client.UpsertAsync(collection, [.. Enumerable.Range(1, 5).Select(i => new PointStruct { Id = (ulong)i, Vectors = new[] { (float)(i * i) } })]);
        Assert.Equal([2UL, 4UL, 1UL], Ids(await target.Client.QueryAsync(collection, 3UL, limit: 3))); // 9 is 5 from 4, 7 from 16, 8 from 1
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.QueryAsync(collection, 99UL));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Contains("No point with id 99 found", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_WithoutAQuery_GivesPointsInOrderOfIds()
    {
        var collection = await target.CreateAsync(1);
        await target.Client.UpsertAsync(collection, [.. Enumerable.Range(1, 5).Select(i => new PointStruct { Id = (ulong)i, Vectors = new[] { 1f } })]);
        Assert.Equal([2UL, 3UL], Ids(await target.Client.QueryAsync(collection, limit: 2, offset: 1)));
    }

    [Fact]
    public async Task NamedVectors_SearchedByName_AreApart()
    {
        var collection = target.NewName();
        await target.Client.CreateCollectionAsync(collection, new VectorParamsMap
        {
            Map =
            {
                ["text"] = new VectorParams { Size = 2, Distance = Distance.Cosine },
                ["image"] = new VectorParams { Size = 3, Distance = Distance.Euclid },
            },
        });
        await target.Client.UpsertAsync(collection,
        [
            new PointStruct { Id = 1, Vectors = new Dictionary<string, float[]> { ["text"] = [1, 0], ["image"] = [9, 9, 9] } },
            new PointStruct { Id = 2, Vectors = new Dictionary<string, float[]> { ["text"] = [0, 1], ["image"] = [1, 1, 1] } },
            new PointStruct { Id = 3, Vectors = new Dictionary<string, float[]> { ["text"] = [0.5f, 0.5f] } },
        ]);
        Assert.Equal([1UL, 3UL, 2UL], Ids(await target.Client.QueryAsync(collection, new[] { 2f, 0.1f }, usingVector: "text")));
        Assert.Equal([2UL, 1UL], Ids(await target.Client.QueryAsync(collection, new[] { 1f, 1f, 1f }, usingVector: "image")));
        Assert.Equal([1UL, 2UL], (await target.Client.ScrollAsync(collection, Conditions.HasVector("image"))).Result.Select(point => point.Id.Num));

        var point = (await target.Client.RetrieveAsync(collection, [1UL], false, new[] { "image" })).Single();
        Assert.Equal(["image"], point.Vectors.Vectors.Vectors.Keys);

        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.QueryAsync(collection, new[] { 1f, 1f }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    [Fact]
    public async Task Search_AndBatch_GiveTheQuerysAnswers()
    {
        var random = new Seeded(5);
        var collection = await target.CreateAsync(8, Distance.Cosine);
        await target.Client.UpsertAsync(collection, [.. Enumerable.Range(1, 50).Select(i => new PointStruct { Id = (ulong)i, Vectors = random.Vector(8) })]);
        var vector = random.Vector(8);
        var queried = await target.Client.QueryAsync(collection, vector, limit: 5);
        Assert.Equal(queried, await target.Client.SearchAsync(collection, vector, limit: 5));
        var batch = await target.Client.QueryBatchAsync(collection,
        [
            new QueryPoints { Query = vector, Limit = 5 },
            new QueryPoints { Query = vector, Limit = 2 },
        ]);
        Assert.Equal(Ids(queried), Ids(batch[0].Result));
        Assert.Equal(Ids(queried).Take(2), Ids(batch[1].Result));
    }

    [Fact]
    public async Task Query_OfWrongDimensionOrLimit_InvalidArgument()
    {
        var collection = await target.CreateAsync(3);
        var error = await Assert.ThrowsAsync<RpcException>(() => target.Client.QueryAsync(collection, new[] { 1f }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Contains("Vector dimension error: expected dim: 3, got 1", error.Status.Detail, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<RpcException>(() => target.Client.QueryAsync(collection, new[] { 1f, 2f, 3f }, limit: 0));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    private static IReadOnlyList<ulong> Ids(IEnumerable<ScoredPoint> points) => [.. points.Select(point => point.Id.Num)];

    private static double Naive(Distance distance, float[] left, float[] right)
    {
        double dot = 0, lefts = 0, rights = 0, squares = 0, absolutes = 0;
        for (var i = 0; i < left.Length; i++)
        {
            double l = left[i], r = right[i];
            dot += l * r;
            lefts += l * l;
            rights += r * r;
            squares += (l - r) * (l - r);
            absolutes += Math.Abs(l - r);
        }
        return distance switch
        {
            Distance.Cosine => dot / Math.Sqrt(lefts * rights),
            Distance.Dot => dot,
            Distance.Euclid => Math.Sqrt(squares),
            _ => absolutes,
        };
    }
}
