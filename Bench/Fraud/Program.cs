using System.Globalization;
using EventAi.Bench.Fraud;
using EventAi.FraudPipelines;
using EventAi.FraudScoring.Decisions;
using EventAi.FraudTraining.Commands;
using EventAi.FraudTraining.Onnx;

try
{
    var options = BenchOptions.Parse(args);
    var policyPath = Path.Combine(AppContext.BaseDirectory, "policy.json");
    var workload = new Workload(FraudPolicy.Load(policyPath));
    await using var pipeline = await FraudPipeline.StartAsync(policyPath);
    await using var watch = new Watch(pipeline.KafkaAddress);
    using var sender = new TransactionSender(pipeline.KafkaAddress);
    var load = new LoadRun(pipeline, watch, sender);
    Console.WriteLine(MachineLoad.Describe());
    Console.WriteLine("warm-up: 30,000 transactions");
    await load.GoAsync(workload.Next(30_000), rate: 0);
    if (options.SoakMinutes > 0)
    {
        var samples = await new Soak(pipeline, load, workload).RunAsync(options.SoakMinutes, options.SoakRate);
        MemoryPlot.Print(samples);
        if (options.Plot is { } plot)
        {
            await File.WriteAllTextAsync(plot, MemoryPlot.Draw(samples, options.SoakRate));
        }
        return 0;
    }
    var table = new ResultTable();
    table.Add("as fast as it goes", await load.GoAsync(workload.Next(options.Transactions), rate: 0));
    foreach (var rate in new[] { 500, 2000 })
    {
        table.Add(string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s for {options.Seconds} s"), await load.GoAsync(workload.Next(rate * options.Seconds), rate));
    }
    table.Print();
    var champion = FraudPolicy.Load(policyPath).Champion;
    Scorer.Print("scorer", champion, rounds: 300);
    Scorer.Print("the same as ONNX, a row at a time,", OnnxExport.Load(champion.File), rounds: 30);
    return 0;
}
catch (Exception exception) when (exception is UsageException or TimeoutException or InvalidOperationException or InvalidDataException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
