using EventAi.Bench.Retrieval.Api;
using EventAi.Bench.Retrieval.Collections;

namespace EventAi.Bench.Retrieval.Metrics;

/// <summary>Asks every query of a collection and scores what is found.</summary>
internal static class Evaluation
{
    private const int ParallelQueries = 8;

    public static async Task<Figures> RunAsync(PublicApi api, IReadOnlyList<Topic> topics, SearchSpec search)
    {
        var figures = new Figures[topics.Count];
        await Parallel.ForEachAsync(topics.Index(), new ParallelOptions { MaxDegreeOfParallelism = ParallelQueries }, async (entry, cancellation) =>
            figures[entry.Index] = Figures.Of(await api.SearchAsync(search, entry.Item.Text, cancellation), entry.Item.Grades));
        return Figures.Mean(figures);
    }
}
