using EventAi.Emulators.Qdrant;
using Grpc.Core;
using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Emulators.Tests.Qdrant;

public sealed class DurabilityTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("eventai-qdrant-");

    [Fact]
    public async Task Restart_AfterAllKindsOfChanges_RestoresTheSameState()
    {
        ScrollResponse before;
        await using (var server = await StartAsync())
        {
            using var client = new QdrantClient(server.GrpcAddress);
            await client.CreateCollectionAsync("docs", new VectorParams { Size = 2, Distance = Distance.Cosine });
            await client.CreateCollectionAsync("gone", new VectorParams { Size = 2, Distance = Distance.Cosine });
            await client.UpsertAsync("docs", [.. Enumerable.Range(1, 20).Select(i => new PointStruct { Id = (ulong)i, Vectors = new[] { i, 1f }, Payload = { ["n"] = (long)i, ["color"] = "red" } })]);
            await client.UpsertAsync("docs", [new PointStruct { Id = Guid.NewGuid(), Vectors = new[] { 1f, 2f } }]);
            await client.DeleteAsync("docs", [3UL, 4UL]);
            await client.SetPayloadAsync("docs", new Dictionary<string, Value> { ["color"] = "blue" }, 7UL);
            await client.CreatePayloadIndexAsync("docs", "color");
            await client.CreateAliasAsync("alias", "docs");
            await client.DeleteCollectionAsync("gone");
            before = await client.ScrollAsync("docs", limit: 100, vectorsSelector: true);
        }
        await using (var server = await StartAsync())
        {
            using var client = new QdrantClient(server.GrpcAddress);
            Assert.Equal(["docs"], await client.ListCollectionsAsync());
            Assert.Equal(before.Result, (await client.ScrollAsync("alias", limit: 100, vectorsSelector: true)).Result);
            Assert.Equal(1UL, await client.CountAsync("docs", Conditions.MatchKeyword("color", "blue")));
            Assert.Equal(18UL, (await client.GetCollectionInfoAsync("docs")).PayloadSchema["color"].Points);
        }
    }

    [Fact]
    public async Task Restart_WithTornTail_KeepsEveryWholeEntryAndWritesOn()
    {
        await WriteAsync(from: 1, to: 10);
        var log = Assert.Single(_data.GetFiles("wal-*.log", SearchOption.AllDirectories));
        var whole = log.Length;
        await WriteAsync(from: 11, to: 11);
        log.Refresh();
        for (var cut = whole + 1; cut < log.Length; cut += 7)
        {
            using (var file = log.Open(FileMode.Open))
            {
                file.SetLength(cut);
            }
            await using (var server = await StartAsync())
            {
                using var client = new QdrantClient(server.GrpcAddress);
                Assert.Equal(10UL, await client.CountAsync("c"));
                await client.UpsertAsync("c", [Point(11)]);
            }
            await using (var server = await StartAsync())
            {
                using var client = new QdrantClient(server.GrpcAddress);
                Assert.Equal(11UL, await client.CountAsync("c"));
            }
            log.Refresh();
        }
    }

    [Fact]
    public async Task Restart_WithFlippedBitInTheTail_DropsThatEntry()
    {
        await WriteAsync(from: 1, to: 5);
        var log = Assert.Single(_data.GetFiles("wal-*.log", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(log.FullName);
        bytes[^3] ^= 0x10;
        await File.WriteAllBytesAsync(log.FullName, bytes);
        await using var server = await StartAsync();
        using var client = new QdrantClient(server.GrpcAddress);
        Assert.Equal(4UL, await client.CountAsync("c"));
    }

    [Fact]
    public async Task GrownLog_MadeIntoASegment_IsRestoredFromBoth()
    {
        const int size = 1024;
        var random = new Seeded(3);
        float[][] vectors = [.. Enumerable.Range(0, 16).Select(_ => random.Vector(size))];
        await using (var server = await StartAsync())
        {
            using var client = new QdrantClient(server.GrpcAddress);
            await client.CreateCollectionAsync("c", new VectorParams { Size = size, Distance = Distance.Dot });
            await client.CreatePayloadIndexAsync("c", "n", PayloadSchemaType.Integer);
            for (var batch = 0; batch < 20; batch++)
            {
                await client.UpsertAsync("c", [.. Enumerable.Range(batch * 1000, 1000).Select(i => new PointStruct { Id = (ulong)i, Vectors = vectors[i % 16], Payload = { ["n"] = (long)(i % 10) } })]);
            }
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (_data.GetFiles("manifest.json", SearchOption.AllDirectories).Length == 0)
            {
                await Task.Delay(20, deadline.Token);
            }
            await client.DeleteAsync("c", 5UL);
        }
        Assert.Single(_data.GetFiles("manifest.json", SearchOption.AllDirectories));
        await using (var server = await StartAsync())
        {
            using var client = new QdrantClient(server.GrpcAddress);
            Assert.Equal(19_999UL, await client.CountAsync("c"));
            Assert.Equal(2_000UL, await client.CountAsync("c", Conditions.Match("n", 3)));
            var point = (await client.RetrieveAsync("c", 19_999UL, withVectors: true)).Single();
            Assert.Equal(vectors[19_999 % 16], point.Vectors.Vector.GetDenseVector()!.Data);
        }
        var points = _data.GetFiles("rows-*.dat", SearchOption.AllDirectories).Single();
        await using (var file = points.Open(FileMode.Open))
        {
            file.Position = points.Length / 2;
            var value = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(value ^ 1));
        }
        var error = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);
        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_AmidUpserts_LosesNoneThatWasAcknowledged()
    {
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<ulong>();
        using (var process = await QdrantProcess.StartAsync(_data.FullName))
        {
            await process.Client.CreateCollectionAsync("c", new VectorParams { Size = 64, Distance = Distance.Dot });
            var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; ; i++)
                {
                    var id = (ulong)((i * 4) + writer);
                    try
                    {
                        await process.Client.UpsertAsync("c", [Point(id, 64)]);
                    }
                    catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                    {
                        return;
                    }
                    acknowledged.Add(id);
                    if (acknowledged.Count > 400)
                    {
                        enough.TrySetResult();
                    }
                }
            })).ToArray();
            await enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await process.KillAsync();
            await Task.WhenAll(writers).WaitAsync(TimeSpan.FromSeconds(60));
        }
        using (var process = await QdrantProcess.StartAsync(_data.FullName))
        {
            var found = await process.Client.ScrollAsync("c", limit: 1_000_000);
            var stored = found.Result.Select(point => point.Id.Num).ToHashSet();
            Assert.DoesNotContain(acknowledged, id => !stored.Contains(id));
            Assert.InRange(stored.Count, acknowledged.Count, acknowledged.Count + 4);
        }
    }

    [Fact]
    public async Task Start_OnADirectoryOrPortInUse_FailsWithOneLine()
    {
        await using var server = await StartAsync();
        var (exitCode, _, error) = await QdrantProcess.RunAsync("--grpc-port", "0", "--rest-port", "0", "--data", _data.FullName);
        Assert.Equal(1, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains("cannot be locked", error, StringComparison.Ordinal);
        var other = Path.Combine(_data.FullName, "other");
        (exitCode, _, error) = await QdrantProcess.RunAsync("--grpc-port", server.GrpcAddress.Port.ToString(), "--rest-port", "0", "--data", other);
        Assert.Equal(1, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains("address already in use", error, StringComparison.Ordinal);
        (exitCode, _, error) = await QdrantProcess.RunAsync("--grpc-port", "many");
        Assert.Equal(1, exitCode);
        Assert.Single(error.TrimEnd().Split('\n'));
        (exitCode, var output, _) = await QdrantProcess.RunAsync("--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("--grpc-port", output, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private Task<QdrantServer> StartAsync() => QdrantServer.StartAsync(new QdrantOptions { GrpcPort = 0, RestPort = 0, Data = _data.FullName });

    private async Task WriteAsync(ulong from, ulong to)
    {
        await using var server = await StartAsync();
        using var client = new QdrantClient(server.GrpcAddress);
        if (!await client.CollectionExistsAsync("c"))
        {
            await client.CreateCollectionAsync("c", new VectorParams { Size = 8, Distance = Distance.Dot });
        }
        for (var id = from; id <= to; id++)
        {
            await client.UpsertAsync("c", [Point(id)]);
        }
    }

    private static PointStruct Point(ulong id, int size = 8)
        => new() { Id = id, Vectors = Enumerable.Repeat((float)id, size).ToArray(), Payload = { ["text"] = $"point {id}" } };
}
