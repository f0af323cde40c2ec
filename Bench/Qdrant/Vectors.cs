using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EventAi.Bench.Qdrant;

/// <summary>
/// Clustered vectors of length 1 from a seed: one cluster per 100 points, around normally distributed centres; a point is its centre plus normal noise
/// of 0.7 times the size. Queries come of the same clusters and are no points. Also what is nearest to them, compared one by one.
/// </summary>
internal sealed class Vectors
{
    private const int PointsPerCluster = 100;
    private const float Noise = 0.7f;

    private Vectors(float[] points, float[] queries) => (Points, Queries) = (points, queries);

    /// <summary>Row by row.</summary>
    public float[] Points { get; }

    public float[] Queries { get; }

    /// <summary>For each query the nearest points, best first.</summary>
    public int[][] Nearest { get; private set; } = [];

    /// <summary>The same among those that the filter passes.</summary>
    public int[][] NearestPassing { get; private set; } = [];

    public static Vectors Generate(BenchOptions options, int seed)
    {
        var clusters = Math.Max(1, options.Points / PointsPerCluster);
        var centres = new float[clusters * BenchOptions.Dimensions];
        Fill(centres, clusters, seed, (row, random) => Normal(row, random, 1));
        var points = new float[(long)options.Points * BenchOptions.Dimensions];
        var queries = new float[options.Queries * BenchOptions.Dimensions];
        Fill(points, options.Points, seed + 1, Around);
        Fill(queries, options.Queries, seed + 2, Around);
        var vectors = new Vectors(points, queries);
        vectors.Compare(options);
        return vectors;

        void Around(Span<float> row, Random random)
        {
            Normal(row, random, Noise);
            TensorPrimitives.Add(row, centres.AsSpan(random.Next(clusters) * BenchOptions.Dimensions, BenchOptions.Dimensions), row);
            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
        }
    }

    public ReadOnlySpan<float> Point(int index) => Points.AsSpan((int)((long)index * BenchOptions.Dimensions), BenchOptions.Dimensions);

    public ReadOnlySpan<float> Query(int index) => Queries.AsSpan(index * BenchOptions.Dimensions, BenchOptions.Dimensions);

    /// <summary>As files that the rivals read: float32 rows, int32 rows.</summary>
    public void Save(string directory)
    {
        File.WriteAllBytes(Path.Combine(directory, "queries.f32"), MemoryMarshal.AsBytes(Queries.AsSpan()));
        using (var file = File.Create(Path.Combine(directory, "points.f32")))
        {
            for (var i = 0; i < Points.Length; i += BenchOptions.Dimensions * 1024)
            {
                file.Write(MemoryMarshal.AsBytes(Points.AsSpan(i, Math.Min(BenchOptions.Dimensions * 1024, Points.Length - i))));
            }
        }
        File.WriteAllBytes(Path.Combine(directory, "nearest.i32"), MemoryMarshal.AsBytes(Nearest.SelectMany(row => row).ToArray().AsSpan()));
        File.WriteAllBytes(Path.Combine(directory, "passing.i32"), MemoryMarshal.AsBytes(NearestPassing.SelectMany(row => row).ToArray().AsSpan()));
    }

    private void Compare(BenchOptions options)
    {
        (Nearest, NearestPassing) = (new int[options.Queries][], new int[options.Queries][]);
        Parallel.For(0, options.Queries, query =>
        {
            var (all, passing) = (new PriorityQueue<int, float>(), new PriorityQueue<int, float>());
            for (var point = 0; point < options.Points; point++)
            {
                var similarity = TensorPrimitives.Dot(Query(query), Point(point));
                Offer(all, point, similarity);
                if (point % BenchOptions.FilterStep == 0)
                {
                    Offer(passing, point, similarity);
                }
            }
            (Nearest[query], NearestPassing[query]) = (Drain(all), Drain(passing));
        });
    }

    private static void Offer(PriorityQueue<int, float> best, int point, float similarity)
    {
        if (best.Count < BenchOptions.Wanted)
        {
            best.Enqueue(point, similarity);
        }
        else
        {
            best.EnqueueDequeue(point, similarity);
        }
    }

    private static int[] Drain(PriorityQueue<int, float> best)
    {
        var nearest = new int[best.Count];
        for (var i = nearest.Length - 1; i >= 0; i--)
        {
            nearest[i] = best.Dequeue();
        }
        return nearest;
    }

    /// <summary>Blocks of rows have seeds of their own, so that all processors can work and the result is the same.</summary>
    private static void Fill(float[] rows, int count, int seed, RowAction fill)
    {
        const int Block = 4096;
        Parallel.For(0, (count + Block - 1) / Block, block =>
        {
#pragma warning disable RS0030 // seeded: every run has the same vectors
            var random = new Random(HashCode(seed, block));
#pragma warning restore RS0030
            for (var row = block * Block; row < Math.Min(count, (block + 1) * Block); row++)
            {
                fill(rows.AsSpan((int)((long)row * BenchOptions.Dimensions), BenchOptions.Dimensions), random);
            }
        });
    }

    private static int HashCode(int seed, int block) => unchecked((seed * 7919) + (block * 104729));

    private static void Normal(Span<float> row, Random random, float scale)
    {
        for (var i = 0; i < row.Length; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            var angle = 2 * Math.PI * random.NextDouble();
            row[i] = (float)(radius * Math.Cos(angle)) * scale;
            row[i + 1] = (float)(radius * Math.Sin(angle)) * scale;
        }
    }

    private delegate void RowAction(Span<float> row, Random random);
}
