using EventAi.Emulators.Kafka;
using Microsoft.Extensions.Options;

if (args.Contains("--help", StringComparer.Ordinal))
{
    Console.WriteLine(KafkaCommandLine.Help);
    return 0;
}

if (KafkaCommandLine.Unknown(args) is { } unknown)
{
    Console.Error.WriteLine($"kafka: there is no switch {unknown}; see --help.");
    return 1;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Configuration.AddCommandLine(args, KafkaCommandLine.Switches);
builder.AddKafkaBroker();
builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(5));
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

await using var app = builder.Build();
app.MapKafkaBroker();
try
{
    var address = await app.StartKafkaAsync();
    Console.WriteLine($"Kafka broker ready on {address}");
}
catch (Exception e) when (e is IOException or OptionsValidationException or InvalidOperationException or FormatException)
{
    Console.Error.WriteLine($"kafka: {e.Message}");
    return 1;
}

await app.WaitForShutdownAsync();
return 0;
