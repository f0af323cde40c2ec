using EventAi.Driver.Demo;

return args switch
{
    ["demo", var gateway, var kafka, var samples, .. var options] => await DemoCommand.RunAsync(gateway, kafka, samples, options),
    ["fraud", var kafka, .. var options] => await DemoCommand.RunFraudAsync(kafka, options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: driver fraud KAFKA [--transactions=N] [--rate=PER-SECOND] | driver demo GATEWAY KAFKA SAMPLES [--transactions=N] [--rate=PER-SECOND]");
    return 2;
}
