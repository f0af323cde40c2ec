using EventAi.RagBench;
using EventAi.RagBench.Ingestion;

// ./eventai bench rag [--documents=N] [--samples=N] [--gateway=URL]: the whole path through the public API, on a stack of its own or the one that is named.
var options = new BenchOptions(args);
await using var stack = await RunningStack.StartAsync(options.Gateway);
var table = new ResultTable();
await BulkIngestion.RunAsync(stack.Gateway, options.Documents, table);
await SmallDocuments.RunAsync(stack.Gateway, options.Samples, table);
table.Print();
return table.AllGood ? 0 : 1;
