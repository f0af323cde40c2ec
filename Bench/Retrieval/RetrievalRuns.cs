using System.Globalization;
using EventAi.Bench.Retrieval.Api;
using EventAi.Bench.Retrieval.Collections;
using EventAi.Bench.Retrieval.Feedback;
using EventAi.Bench.Retrieval.Metrics;
using EventAi.Bench.Stack;

namespace EventAi.Bench.Retrieval;

/// <summary>What the benchmark does: a collection through a system of its own, or users' feedback through theirs.</summary>
internal static class RetrievalRuns
{
    private const int Steps = 20;
    private const int NamedFailures = 3;

    public static async Task CollectionAsync(RetrievalCommandLine command)
    {
        var collection = TestCollection.Read(command.Folder);
        Say($"{collection.Documents.Count} documents, {collection.Topics.Count} queries");
        await using var stack = await BenchStack.StartAsync("ingestion", "embedding", "retrieval", "gateway");
        var api = new PublicApi(stack.Gateway, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var failed = await api.IndexAsync(collection.Documents, new Progress("uploaded", collection.Documents.Count), new Progress("indexed", collection.Documents.Count));
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Say(string.Create(CultureInfo.InvariantCulture, $"{collection.Documents.Count - failed.Count} documents searchable after {seconds:F1} s, {collection.Documents.Count / seconds:F0} a second; {failed.Count} failed"));
        foreach (var reason in failed.Take(NamedFailures))
        {
            Say($"  {reason}");
        }
        await TableAsync(api, collection.Topics, command);
    }

    public static async Task FeedbackAsync(RetrievalCommandLine command)
    {
        var topics = RatedAnswers.Read(command.Kafka);
        Say($"{topics.Count} questions with judgements");
        using var gateway = new HttpClient { BaseAddress = command.Gateway };
        await TableAsync(new PublicApi(gateway, TimeProvider.System), topics, command);
    }

    private static async Task TableAsync(PublicApi api, IReadOnlyList<Topic> topics, RetrievalCommandLine command)
    {
        Console.WriteLine("| arm | nDCG@10 | recall@100 | MRR@10 |");
        Console.WriteLine("|---|---|---|---|");
        await RowAsync("dense", new SearchSpec("dense"));
        await RowAsync("sparse", new SearchSpec("sparse"));
        await RowAsync("hybrid", new SearchSpec("hybrid", command.SparseWeight));
        if (command.Rerank)
        {
            await RowAsync("hybrid, re-ranked", new SearchSpec("hybrid", command.SparseWeight, Rerank: true));
        }
        for (var step = 0; command.Calibrate && step <= Steps; step++)
        {
            await RowAsync(string.Create(CultureInfo.InvariantCulture, $"hybrid, sparse weight {(double)step / Steps:F2}"), new SearchSpec("hybrid", (double)step / Steps));
        }

        async Task RowAsync(string arm, SearchSpec search)
        {
            var figures = await Evaluation.RunAsync(api, topics, search);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {arm} | {figures.Ndcg:F4} | {figures.Recall:F4} | {figures.ReciprocalRank:F4} |"));
        }
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
