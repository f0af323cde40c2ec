using Qdrant.Client.Grpc;
using Range = Qdrant.Client.Grpc.Range;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>Random operations against the server and against a dictionary; after each, everything that can be read must agree.</summary>
public sealed class ModelTests(QdrantTarget target) : IClassFixture<QdrantTarget>
{
    private const int Size = 5;
    private static readonly string[] Colors = ["red", "green", "blue"];

    [Theory]
    [InlineData(1, 12)]
    [InlineData(100, 12)]
    public Task Operations_InRandomOrder_LeaveWhatTheModelHolds(int firstSeed, int seeds) => RunAsync(firstSeed, seeds);

    [Fact]
    [Trait("Category", "Long")]
    public Task Operations_OfThousandsOfSeeds_LeaveWhatTheModelHolds() => RunAsync(10_000, 2_000);

    private async Task RunAsync(int firstSeed, int seeds)
    {
        for (var seed = firstSeed; seed < firstSeed + seeds; seed++)
        {
            var random = new Seeded(seed);
            var collection = target.NewName();
            // Every other collection gets a graph as soon as it has a few points.
            await target.Client.CreateCollectionAsync(
                collection, new VectorParams { Size = Size, Distance = Distance.Euclid },
                hnswConfig: new HnswConfigDiff { M = 8, EfConstruct = 64, FullScanThreshold = 1 },
                optimizersConfig: new OptimizersConfigDiff { IndexingThreshold = seed % 2 == 0 ? 0UL : 1UL });
            var model = new SortedDictionary<ulong, (float[] Vector, string? Color, long? Size)>();
            for (var step = 0; step < 60; step++)
            {
                await ChangeAsync(collection, model, random);
                await CheckAsync(collection, model, random, $"seed {seed}, step {step}");
            }
            await target.Client.DeleteCollectionAsync(collection);
        }
    }

    private async Task ChangeAsync(string collection, SortedDictionary<ulong, (float[] Vector, string? Color, long? Size)> model, Seeded random)
    {
        var color = random.Pick(Colors);
        switch (random.Next(9))
        {
            case 0 or 1 or 2:
                var points = Enumerable.Range(0, 1 + random.Next(30)).Select(_ => (Id: (ulong)random.Next(90), Vector: random.Vector(Size))).DistinctBy(point => point.Id).ToList();
                long? size = random.Next(3) == 0 ? null : random.Next(5);
                await target.Client.UpsertAsync(collection, [.. points.Select(point => NewPoint(point.Id, point.Vector, color, size))]);
                points.ForEach(point => model[point.Id] = (point.Vector, color, size));
                break;
            case 3:
                ulong[] ids = [(ulong)random.Next(90), (ulong)random.Next(90)];
                await target.Client.DeleteAsync(collection, ids);
                Array.ForEach(ids, id => model.Remove(id));
                break;
            case 4:
                await target.Client.DeleteAsync(collection, Conditions.MatchKeyword("color", color) & Conditions.Match("size", 2));
                Remove(model, point => point.Color == color && point.Size == 2);
                break;
            case 5:
                await target.Client.SetPayloadAsync(collection, new Dictionary<string, Value> { ["color"] = color }, (Filter)Conditions.Range("size", new Range { Gte = 3 }));
                Change(model, point => point.Size >= 3, point => point with { Color = color });
                break;
            case 6:
                await target.Client.DeletePayloadAsync(collection, ["size"], (Filter)Conditions.MatchKeyword("color", color));
                Change(model, point => point.Color == color, point => point with { Size = null });
                break;
            case 7 when model.Count > 0:
                var cleared = random.Pick(model.Keys.ToList());
                await target.Client.ClearPayloadAsync(collection, cleared);
                model[cleared] = model[cleared] with { Color = null, Size = null };
                break;
            case 8 when random.Next(2) == 0:
                await target.Client.CreatePayloadIndexAsync(collection, "color");
                await target.Client.CreatePayloadIndexAsync(collection, "size", PayloadSchemaType.Integer);
                break;
            default:
                await target.Client.DeletePayloadIndexAsync(collection, "color");
                break;
        }
    }

    private async Task CheckAsync(string collection, SortedDictionary<ulong, (float[] Vector, string? Color, long? Size)> model, Seeded random, string where)
    {
        var all = await target.Client.ScrollAsync(collection, limit: 1000, vectorsSelector: true);
        Assert.True(model.Keys.SequenceEqual(all.Result.Select(point => point.Id.Num)), where);
        foreach (var point in all.Result)
        {
            var (vector, color, size) = model[point.Id.Num];
            Assert.True(vector.SequenceEqual(point.Vectors.Vector.GetDenseVector()!.Data), where);
            Assert.True(color == (point.Payload.TryGetValue("color", out var stored) ? stored.StringValue : null), where);
            Assert.True(size == (point.Payload.TryGetValue("size", out var number) ? number.IntegerValue : null), where);
        }
        var query = random.Vector(Size);
        var wanted = random.Pick(Colors);
        var found = await target.Client.QueryAsync(collection, query, filter: Conditions.MatchKeyword("color", wanted), limit: 4);
        var expected = model.Where(pair => pair.Value.Color == wanted)
            .OrderBy(pair => pair.Value.Vector.Zip(query, (left, right) => ((double)left - right) * ((double)left - right)).Sum())
            .Take(4).Select(pair => pair.Key);
        Assert.True(expected.SequenceEqual(found.Select(point => point.Id.Num)), where);
    }

    private static PointStruct NewPoint(ulong id, float[] vector, string color, long? size)
    {
        var point = new PointStruct { Id = id, Vectors = vector, Payload = { ["color"] = color } };
        if (size is { } value)
        {
            point.Payload["size"] = value;
        }
        return point;
    }

    private static void Remove<T>(SortedDictionary<ulong, T> model, Predicate<T> which)
    {
        foreach (var id in model.Where(pair => which(pair.Value)).Select(pair => pair.Key).ToList())
        {
            model.Remove(id);
        }
    }

    private static void Change<T>(SortedDictionary<ulong, T> model, Predicate<T> which, Func<T, T> change)
    {
        foreach (var (id, value) in model.Where(pair => which(pair.Value)).ToList())
        {
            model[id] = change(value);
        }
    }
}
