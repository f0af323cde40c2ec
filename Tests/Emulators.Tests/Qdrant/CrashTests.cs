using Grpc.Core;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

/// <summary>
/// The process is killed (SIGKILL) again and again under random changes, with checkpoints and a growing graph going on all the time; after
/// each start every point is as the last acknowledged change left it, or as the one under way at the kill would have.
/// </summary>
public sealed class CrashTests : IDisposable
{
    private const int Size = 48;
    private const int Writers = 3;
    private const int PointsPerWriter = 400;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");

    [Fact]
    public Task Kill_UnderRandomChanges_LosesNothing() => KillAsync(rounds: 4, seed: 11);

    [Fact]
    [Trait("Category", "Long")]
    public Task Kill_UnderRandomChangesForLong_LosesNothing() => KillAsync(rounds: 60, seed: 12);

    public void Dispose() => _data.Delete(recursive: true);

    private async Task KillAsync(int rounds, int seed)
    {
        var random = new Seeded(seed);
        var states = Enumerable.Range(0, Writers).Select(_ => new Dictionary<ulong, State>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            using var process = await QdrantProcess.StartAsync(_data.FullName, ("Qdrant__CheckpointMegabytes", "1"));
            if (round == 0)
            {
                await CreateAsync(process);
            }
            await CheckAsync(process, states, round);
            // The kill comes after so many changes, whatever time they take: there is always more under way.
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var left = 1500 + random.Next(2500);
            void Acknowledged()
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    enough.SetResult();
                }
            }
            var writers = states.Select((state, writer) => Task.Run(() => WriteAsync(process, state, writer, new Seeded((seed * 1000) + (round * 10) + writer), Acknowledged))).ToArray();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await process.KillAsync();
            await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60));
        }
        using var last = await QdrantProcess.StartAsync(_data.FullName);
        await CheckAsync(last, states, rounds);
        Assert.NotEmpty(_data.GetFiles("manifest.json", SearchOption.AllDirectories)); // or the rounds were too short to say anything
    }

    private static async Task CreateAsync(QdrantProcess process)
    {
        await process.Client.CreateCollectionAsync(
            "c",
            new VectorParams { Size = Size, Distance = Distance.Euclid },
            hnswConfig: new HnswConfigDiff { M = 8, EfConstruct = 32, FullScanThreshold = 1 },
            optimizersConfig: new OptimizersConfigDiff { IndexingThreshold = 20 });
        await process.Client.CreatePayloadIndexAsync("c", "n", PayloadSchemaType.Integer);
    }

    /// <summary>Changes one point after another until the server is gone; what is under way is recorded before it is sent.</summary>
    private static async Task WriteAsync(QdrantProcess process, Dictionary<ulong, State> states, int writer, Seeded random, Action acknowledged)
    {
        while (true)
        {
            var id = (ulong)((random.Next(PointsPerWriter) * Writers) + writer);
            var state = states.GetValueOrDefault(id) ?? new State(null, null);
            var (vector, n) = (random.Vector(Size), (long)random.Next(1000));
            var kind = random.Next(10);
            var next = kind switch
            {
                < 6 => new Content(vector, n),
                6 when state.Acknowledged is { } old => old with { N = n },
                7 when state.Acknowledged is { } old => old with { Vector = vector },
                8 => null,
                _ => new Content(vector, n),
            };
            states[id] = state with { Pending = new Attempt(next) };
            try
            {
                await (kind switch
                {
                    6 when state.Acknowledged is not null => process.Client.SetPayloadAsync("c", new Dictionary<string, Value> { ["n"] = n }, id),
                    7 when state.Acknowledged is not null => process.Client.UpdateVectorsAsync("c", [new PointVectors { Id = id, Vectors = vector }]),
                    8 => process.Client.DeleteAsync("c", id),
                    _ => process.Client.UpsertAsync("c", [new PointStruct { Id = id, Vectors = vector, Payload = { ["n"] = n } }]),
                });
            }
            catch (RpcException)
            {
                return; // killed: the attempt may have happened or not
            }
            states[id] = new State(next, null);
            acknowledged();
        }
    }

    private static async Task CheckAsync(QdrantProcess process, Dictionary<ulong, State>[] states, int round)
    {
        var all = await process.Client.ScrollAsync("c", limit: 1_000_000, vectorsSelector: true);
        var found = all.Result.ToDictionary(point => point.Id.Num);
        foreach (var (id, state) in states.SelectMany(state => state).ToList())
        {
            var stored = found.Remove(id, out var point) ? new Content([.. point.Vectors.Vector.GetDenseVector()!.Data], point.Payload["n"].IntegerValue) : null;
            Assert.True(
                Same(stored, state.Acknowledged) || (state.Pending is { } attempt && Same(stored, attempt.Outcome)),
                $"round {round}, point {id}: {stored?.N} is neither {state.Acknowledged?.N} nor {state.Pending?.Outcome?.N}");
            states[(int)(id % Writers)][id] = new State(stored, null);
            if (stored is not null && id % 97 == 0)
            {
                var nearest = await process.Client.QueryAsync("c", stored.Vector, searchParams: new SearchParams { Exact = true }, limit: 1);
                Assert.Equal(id, nearest[0].Id.Num);
            }
        }
        Assert.Empty(found);
    }

    private static bool Same(Content? one, Content? other)
        => one is null ? other is null : other is not null && one.N == other.N && one.Vector.SequenceEqual(other.Vector);

    private sealed record Content(float[] Vector, long N);

    private sealed record Attempt(Content? Outcome);

    private sealed record State(Content? Acknowledged, Attempt? Pending);
}
