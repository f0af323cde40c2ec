using System.Globalization;
using EventAi.Bench.Retrieval;
using EventAi.Bench.Retrieval.Collections;
using EventAi.Bench.Retrieval.Emulators;
using EventAi.Bench.Retrieval.Metrics;
using EventAi.Bench.Retrieval.Search;
using EventAi.HybridSearch;
using EventAi.HybridSearch.Fusion;

if (RetrievalCommandLine.Parse(args) is not { } command)
{
    Console.Error.WriteLine(RetrievalCommandLine.Usage);
    return 2;
}

try
{
    var collection = TestCollection.Read(command.Folder);
    var fusion = new FusionOptions();
    Console.Error.WriteLine($"{collection.Documents.Count} documents, {collection.Topics.Count} queries");
    using var emulators = await EmulatorPair.StartAsync();
    var index = await CollectionIndex.BuildAsync(collection.Documents, emulators.Models, emulators.Store, new Bm25Options());
    var evaluation = await Evaluation.RunAsync(collection.Topics, index, fusion.Candidates);

    Console.WriteLine("| arm | nDCG@10 | recall@100 | MRR@10 |");
    Console.WriteLine("|---|---|---|---|");
    Row("dense", evaluation.Dense);
    Row("sparse", evaluation.Sparse);
    Row("hybrid", evaluation.Hybrid(command.SparseWeight ?? fusion.SparseWeight ?? index.SuggestedWeight));
    for (var tenths = 0; command.Calibrate && tenths <= 20; tenths++)
    {
        Row(string.Create(CultureInfo.InvariantCulture, $"hybrid, sparse weight {tenths / 20.0:F2}"), evaluation.Hybrid(tenths / 20.0));
    }

    return 0;
}
catch (CollectionException error)
{
    Console.Error.WriteLine($"retrieval: {error.Message}");
    return 1;
}

static void Row(string arm, Figures figures)
    => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {arm} | {figures.Ndcg:F4} | {figures.Recall:F4} | {figures.ReciprocalRank:F4} |"));
