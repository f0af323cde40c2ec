using Qdrant.Client;
using Qdrant.Client.Grpc;

namespace EventAi.Bench.Qdrant;

/// <summary>The emulator over gRPC: filled, indexed, asked; and what it takes at rest and to start again.</summary>
internal static class EmulatorRun
{
    private const string Name = "bench";
    private const int UpsertBatch = 500;
    private const int Warm = 200;

    public static async Task<(List<Figures> Own, RestFigures AtRest)> MeasureAsync(BenchOptions options, Vectors vectors)
    {
        var data = Directory.CreateTempSubdirectory("eventai-bench-").FullName;
        try
        {
            var figures = new List<Figures>();
            double upsertsPerSecond, idle;
            await using (var server = await EmulatorProcess.StartAsync(data))
            {
                idle = server.Megabytes;
                var client = server.Client;
                await client.CreateCollectionAsync(Name, new VectorParams { Size = BenchOptions.Dimensions, Distance = Distance.Cosine });
                await client.CreatePayloadIndexAsync(Name, "group", PayloadSchemaType.Integer);
                var started = TimeProvider.System.GetTimestamp();
                await FillAsync(client, options, vectors);
                var filled = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                upsertsPerSecond = options.Points / filled;
                await IndexedAsync(client, options);
                var built = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
                Console.Error.WriteLine($"  filled in {filled:F1} s, indexed {built:F1} s after the first point");
                var ef = options.Ef;
                for (var tried = 16; ef == 0; tried *= 2)
                {
                    // The setting that is measured: the lowest that finds enough.
                    ef = tried >= 512 || (await AskAsync(client, options, vectors, vectors.Nearest, null, tried)).Recall >= 0.98 ? tried : 0;
                }
                foreach (var (label, setting) in new[] { ($"ef {ef}", ef), ("ef 100", 100) })
                {
                    var plain = await AskAsync(client, options, vectors, vectors.Nearest, null, setting);
                    var filtered = await AskAsync(client, options, vectors, vectors.NearestPassing, Conditions.Match("group", 0), setting);
                    var batch = await AskInBatchesAsync(client, options, vectors, setting);
                    figures.Add(new Figures($"this emulator over gRPC, M 16, efc 100, {label}", built, plain, filtered, batch, server.Megabytes));
                }
            }
            await using var again = await EmulatorProcess.StartAsync(data);
            await IndexedAsync(again.Client, options);
            var cpuBefore = again.Process.TotalProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(10));
            again.Process.Refresh();
            var cpu = (again.Process.TotalProcessorTime - cpuBefore).TotalSeconds * 10;
            return (figures, new RestFigures(upsertsPerSecond, again.StartSeconds, idle, again.Megabytes, cpu));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task FillAsync(QdrantClient client, BenchOptions options, Vectors vectors)
    {
        // Two requests under way: one is made while the other is stored.
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (options.Points + UpsertBatch - 1) / UpsertBatch), new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (batch, cancellation) =>
            {
                var points = new List<PointStruct>(UpsertBatch);
                for (var i = batch * UpsertBatch; i < Math.Min(options.Points, (batch + 1) * UpsertBatch); i++)
                {
                    points.Add(new PointStruct { Id = (ulong)i, Vectors = vectors.Point(i).ToArray(), Payload = { ["group"] = (long)(i % BenchOptions.FilterStep) } });
                }
                await client.UpsertAsync(Name, points, cancellationToken: cancellation);
            });
    }

    private static async Task IndexedAsync(QdrantClient client, BenchOptions options)
    {
        while (await client.GetCollectionInfoAsync(Name) is var info && (info.IndexedVectorsCount < (ulong)options.Points || info.Status != CollectionStatus.Green))
        {
            await Task.Delay(50);
        }
    }

    private static async Task<QueryFigures> AskAsync(QdrantClient client, BenchOptions options, Vectors vectors, int[][] nearest, Filter? filter, int ef)
    {
        var parameters = new SearchParams { HnswEf = (ulong)ef };
        var (found, latencies) = (0, new double[options.Queries]);
        for (var i = -Warm; i < options.Queries; i++)
        {
            var query = (i + Warm) % options.Queries;
            var started = TimeProvider.System.GetTimestamp();
            var points = await client.QueryAsync(
                Name, vectors.Query(i < 0 ? query : i).ToArray(), filter: filter, searchParams: parameters, limit: BenchOptions.Wanted, payloadSelector: false);
            if (i >= 0)
            {
                latencies[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
                found += points.Count(point => nearest[i].Contains((int)point.Id.Num));
            }
        }
        Array.Sort(latencies);
        return new QueryFigures(
            found / (double)nearest.Sum(row => row.Length), options.Queries / latencies.Sum() * 1000,
            latencies[latencies.Length / 2], latencies[latencies.Length * 95 / 100], latencies[latencies.Length * 99 / 100]);
    }

    private static async Task<double> AskInBatchesAsync(QdrantClient client, BenchOptions options, Vectors vectors, int ef)
    {
        var asked = 0;
        var started = TimeProvider.System.GetTimestamp();
        for (var round = 0; round < 2; round++)
        {
            for (var from = 0; from < options.Queries; from += BenchOptions.Batch)
            {
                var queries = Enumerable.Range(from, Math.Min(BenchOptions.Batch, options.Queries - from))
                    .Select(i => new QueryPoints { CollectionName = Name, Query = vectors.Query(i).ToArray(), Limit = BenchOptions.Wanted, Params = new SearchParams { HnswEf = (ulong)ef } }).ToList();
                asked += (await client.QueryBatchAsync(Name, queries)).Count;
            }
        }
        return asked / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
