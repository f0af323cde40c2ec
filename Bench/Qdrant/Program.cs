using EventAi.Bench.Qdrant;

var options = BenchOptions.Parse(args);
Console.Error.WriteLine($"{options.Points:N0} vectors of {BenchOptions.Dimensions} dimensions, {options.Queries:N0} queries: generating, and comparing one by one");
var vectors = Vectors.Generate(options, seed: 42);
var contenders = new List<Figures>();
Console.Error.WriteLine("the emulator");
var (own, rest) = await EmulatorRun.MeasureAsync(options, vectors);
contenders.AddRange(own);
if (options.Rivals.Count > 0)
{
    contenders.AddRange(await RivalRuns.MeasureAsync(options, vectors));
}
ResultTable.Print(options, contenders, rest);
