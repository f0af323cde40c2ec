using EventAi.Bench.Retrieval.Collections;
using EventAi.Bench.Retrieval.Metrics;
using EventAi.HybridSearch.Fusion;

namespace EventAi.Bench.Retrieval.Search;

/// <summary>Both arms' results of every query, to be scored alone and fused with any weight.</summary>
internal sealed class Evaluation
{
    private const int Depth = 100;
    private const int ParallelQueries = 8;

    private readonly IReadOnlyList<Answers> answers;

    private Evaluation(IReadOnlyList<Answers> answers) => this.answers = answers;

    public static async Task<Evaluation> RunAsync(IReadOnlyList<Topic> topics, CollectionIndex index, int candidates)
    {
        var found = new Answers[topics.Count];
        var limit = Math.Max(candidates, Depth);
        var progress = new Progress("queries", topics.Count);
        await Parallel.ForEachAsync(topics.Index(), new ParallelOptions { MaxDegreeOfParallelism = ParallelQueries }, async (entry, _) =>
        {
            var (number, topic) = entry;
            found[number] = new Answers(topic, await index.DenseAsync(topic.Text, limit), await index.SparseAsync(topic.Text, limit));
            progress.Add(1);
        });
        return new Evaluation(found);
    }

    public Figures Dense => Figures.Mean([.. answers.Select(static answer => Score(answer.Topic, answer.Dense))]);

    public Figures Sparse => Figures.Mean([.. answers.Select(static answer => Score(answer.Topic, answer.Sparse))]);

    public Figures Hybrid(double sparseWeight) => Figures.Mean(
    [
        .. answers.Select(answer => Score(
            answer.Topic,
            WeightedFusion.Fuse(Depth, new WeightedRanking<string>(sparseWeight, answer.Sparse), new WeightedRanking<string>(1 - sparseWeight, answer.Dense)))),
    ]);

    private static Figures Score(Topic topic, IReadOnlyList<(string Id, double Score)> results)
        => Figures.Of([.. results.Take(Depth).Select(static result => result.Id)], topic.Grades);

    private sealed record Answers(Topic Topic, IReadOnlyList<(string Id, double Score)> Dense, IReadOnlyList<(string Id, double Score)> Sparse);
}
