using EventAi.Driver.Demo;
using EventAi.Driver.Ingest;

return args switch
{
    ["demo", var gateway, var kafka, var samples, .. var options] => await DemoCommand.RunAsync(gateway, kafka, samples, options),
    ["fraud", var kafka, .. var options] => await DemoCommand.RunFraudAsync(kafka, options),
    ["ingest", var gateway, var path, .. var options] => await IngestCommand.RunAsync(gateway, path, options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: driver fraud KAFKA [--transactions=N] [--rate=PER-SECOND] | driver demo GATEWAY KAFKA SAMPLES [--transactions=N] [--rate=PER-SECOND] | driver ingest GATEWAY PATH [--prefix=] [--tenant=] [--source=] [--tags=] [--parallel=N]");
    return 2;
}
