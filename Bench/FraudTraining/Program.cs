using EventAi.FraudTraining.Commands;

try
{
    return args switch
    {
        ["train", var folder, var data, .. var options] when !data.StartsWith("--", StringComparison.Ordinal) => TrainCommand.Run(folder, data, options),
        ["train", var folder, .. var options] => TrainCommand.Run(folder, data: null, options),
        ["evaluate", var data, .. var options] => await EvaluateCommand.RunAsync(data, options),
        ["export", var model] => ExportCommand.Run(model, onnxPath: null),
        ["export", var model, var file] => ExportCommand.Run(model, file),
        ["backtest", .. var rest] when rest.FirstOrDefault(static argument => !argument.StartsWith("--", StringComparison.Ordinal)) is { } model => BacktestCommand.Run(model, rest),
        _ => Usage(),
    };
}
catch (Exception exception) when (exception is UsageException or InvalidDataException or IOException or Confluent.Kafka.KafkaException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static int Usage()
{
    Console.Error.WriteLine("usage: fraud train [DATA] [--train-from DATE] | fraud evaluate FILE --train-from DATE [--offline], both with [--seed=] [--trees=] [--depth=] [--learning-rate=] [--fraud-weight=] | fraud export MODEL.json [FILE.onnx] | fraud backtest MODEL --kafka=ADDRESS [--from=TIME] [--to=TIME]");
    return 2;
}
