using System.Globalization;

namespace EventAi.Bench.Qdrant;

/// <summary>What is measured: <c>--points N --queries N --ef N --rivals hnswlib,usearch,zvec|none</c>.</summary>
internal sealed record BenchOptions(int Points, int Queries, int Ef, IReadOnlyList<string> Rivals)
{
    public const int Dimensions = 384;
    public const int Wanted = 10;

    /// <summary>The filter passes the points whose number is a multiple of this.</summary>
    public const int FilterStep = 10;

    /// <summary>Queries of a batch.</summary>
    public const int Batch = 64;

    /// <summary>Fewer points do not fill the collection's indexing threshold: there would be no graph to measure.</summary>
    private const int MinPoints = 8000;

    public static BenchOptions Parse(string[] args)
    {
        var (points, queries, ef, rivals) = (100_000, 1000, 0, "hnswlib,usearch,zvec");
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]} needs a value", nameof(args));
            switch (args[i])
            {
                case "--points":
                    points = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--queries":
                    queries = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--ef":
                    ef = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "--rivals":
                    rivals = value;
                    break;
                default:
                    throw new ArgumentException($"unknown option {args[i]}: --points N --queries N --ef N --rivals hnswlib,usearch,zvec|none", nameof(args));
            }
        }
        if (points < MinPoints)
        {
            throw new ArgumentException($"--points is at least {MinPoints}: fewer get no graph", nameof(args));
        }
        return new BenchOptions(points, queries, ef, rivals == "none" ? [] : rivals.Split(','));
    }
}
