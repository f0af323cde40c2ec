using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>Graph search against comparison of every vector: recall with and without filters, under changes, with quantization, after a restart.</summary>
public sealed class IndexTests(QdrantTarget target) : IClassFixture<QdrantTarget>
{
    private const int Size = 32;
    private const int Wanted = 10;

    [Theory]
    [InlineData(Distance.Cosine)]
    [InlineData(Distance.Dot)]
    [InlineData(Distance.Euclid)]
    [InlineData(Distance.Manhattan)]
    public async Task Search_ThroughTheGraph_FindsWhatComparingEveryVectorFinds(Distance distance)
    {
        var (collection, random) = await FillAsync(distance, 6000, null);
        await AssertRecallAsync(collection, random, null, null);
        await AssertRecallAsync(collection, random, Conditions.Match("tenth", 3), null);
        await AssertRecallAsync(collection, random, Conditions.Match("half", 1), null);
        await AssertRecallAsync(collection, random, Conditions.Match("unindexed", 4), null);
    }

    [Fact]
    public async Task Search_WithScalarQuantization_KeepsItsRecall()
    {
        var (collection, random) = await FillAsync(Distance.Cosine, 6000, new QuantizationConfig { Scalar = new ScalarQuantization { Type = QuantizationType.Int8 } });
        await AssertRecallAsync(collection, random, null, null);
    }

    [Fact]
    public async Task Search_WithBinaryQuantizationAndOversampling_KeepsItsRecall()
    {
        var (collection, random) = await FillAsync(Distance.Cosine, 6000, new QuantizationConfig { Binary = new BinaryQuantization() });
        await AssertRecallAsync(
            collection, random, null, new SearchParams { HnswEf = 512, Quantization = new QuantizationSearchParams { Rescore = true, Oversampling = 100 } });
    }

    [Fact]
    public async Task Search_AfterDeletionsAndReplacements_FindsOnlyWhatIsThere()
    {
        var (collection, random) = await FillAsync(Distance.Euclid, 4000, null);
        await target.Client.DeleteAsync(collection, [.. Enumerable.Range(0, 1500).Select(i => (ulong)(i * 2))]);
        var moved = Enumerable.Range(0, 500).Select(i => (Id: (ulong)((i * 2) + 1), Vector: random.Vector(Size))).ToList();
        await target.Client.UpsertAsync(collection, [.. moved.Select(point => new PointStruct { Id = point.Id, Vectors = point.Vector, Payload = { ["tenth"] = 3L } })]);
        await AssertRecallAsync(collection, random, null, null);
        await AssertRecallAsync(collection, random, Conditions.Match("tenth", 3), null);
        foreach (var (id, vector) in moved.Take(50))
        {
            Assert.Equal(id, (await target.Client.QueryAsync(collection, vector, limit: 1))[0].Id.Num);
        }
        await IndexedAsync(collection, 2500);
        Assert.Equal(2500UL, await target.Client.CountAsync(collection));
        await AssertRecallAsync(collection, random, null, null);
    }

    private async Task<(string Collection, Seeded Random)> FillAsync(Distance distance, int count, QuantizationConfig? quantization)
    {
        var random = new Seeded(5);
        var collection = target.NewName();
        await target.Client.CreateCollectionAsync(
            collection, new VectorParams { Size = Size, Distance = distance },
            hnswConfig: new HnswConfigDiff { M = 16, EfConstruct = 100, FullScanThreshold = 10 },
            optimizersConfig: new OptimizersConfigDiff { IndexingThreshold = 10 }, quantizationConfig: quantization);
        await target.Client.CreatePayloadIndexAsync(collection, "tenth", PayloadSchemaType.Integer);
        await target.Client.CreatePayloadIndexAsync(collection, "half", PayloadSchemaType.Integer);
        for (var from = 0; from < count; from += 1000)
        {
            await target.Client.UpsertAsync(collection, [.. Enumerable.Range(from, 1000).Select(i => new PointStruct
            {
                Id = (ulong)i,
                Vectors = random.Vector(Size),
                Payload = { ["tenth"] = (long)(i % 10), ["half"] = (long)(i % 2), ["unindexed"] = (long)(i % 10) },
            })]);
        }
        await IndexedAsync(collection, (ulong)count);
        return (collection, random);
    }

    private async Task IndexedAsync(string collection, ulong count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await target.Client.GetCollectionInfoAsync(collection, deadline.Token) is var info && (info.Status != CollectionStatus.Green || info.IndexedVectorsCount < count))
        {
            await Task.Delay(20, deadline.Token);
        }
    }

    private async Task AssertRecallAsync(string collection, Seeded random, Filter? filter, SearchParams? parameters)
    {
        var (found, all) = (0, 0);
        for (var i = 0; i < 100; i++)
        {
            var query = random.Vector(Size);
            var exact = await target.Client.QueryAsync(collection, query, filter: filter, searchParams: new SearchParams { Exact = true }, limit: Wanted);
            var graph = await target.Client.QueryAsync(collection, query, filter: filter, searchParams: parameters, limit: Wanted);
            found += exact.Select(point => point.Id.Num).Intersect(graph.Select(point => point.Id.Num)).Count();
            all += exact.Count;
            Assert.Equal(graph.Count, graph.Select(point => point.Id.Num).Distinct().Count());
        }
        Assert.True(found >= 0.97 * all, $"recall {found / (double)all:F4} with {filter?.ToString() ?? "no filter"}");
    }
}
