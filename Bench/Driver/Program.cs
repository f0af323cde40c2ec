using EventAi.Driver.Demo;
using EventAi.Driver.Training;

return args switch
{
    ["train", var folder] => TrainCommand.Run(folder),
    ["demo", var gateway, var kafka, var samples, .. var options] => await DemoCommand.RunAsync(gateway, kafka, samples, options),
    ["fraud", var kafka, .. var options] => await DemoCommand.RunFraudAsync(kafka, options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: driver train FOLDER | driver fraud KAFKA [--transactions=N] [--rate=PER-SECOND] | driver demo GATEWAY KAFKA SAMPLES [--transactions=N] [--rate=PER-SECOND]");
    return 2;
}
