using EventAi.Bench.Stack;
using EventAi.RagBench;
using EventAi.RagBench.Ingestion;
using EventAi.RagBench.Search;

// ./eventai bench rag [--only=ingestion|search] [--documents=N] [--samples=N] [--chunks=N] [--gateway=URL]: the whole path through the public API, on stacks of its own
// (ingestion also on the one that is named).
var options = new BenchOptions(args);
var table = new ResultTable();
if (options.Runs("ingestion"))
{
    await using var stack = await RunningStack.StartAsync(options.Gateway);
    await BulkIngestion.RunAsync(stack.Gateway, options.Documents, table);
    await SmallDocuments.RunAsync(stack.Gateway, options.Samples, table);
}
if (options.Runs("search") && options.Gateway is null)
{
    await using var stack = await BenchStack.StartAsync("retrieval", "gateway");
    await SyntheticIndex.FillAsync(stack.AddressOf("qdrant", "grpc"), options.Chunks);
    await SearchRows.RunAsync(stack.Gateway, options.Chunks, options.Samples * 3, table);
}
table.Print();
return table.AllGood ? 0 : 1;
