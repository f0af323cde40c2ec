using EventAi.Emulators.Kafka;
using EventAi.ServiceDefaults;
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

try
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Configuration.AddCommandLine(args, KafkaCommandLine.Switches);
    builder.AddKafkaBroker();
    builder.AddTelemetry();
    builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(5));
    builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

    // What these would say is said in one line below; Kestrel's warning that explicit endpoints replace HTTP_PORTS is what we want.
    builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

    await using var app = builder.Build();
    app.MapKafkaBroker();
    var address = await app.StartKafkaAsync();
    Console.WriteLine($"Kafka broker ready on {address}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (e is IOException or OptionsValidationException or InvalidOperationException or FormatException)
{
    Console.Error.WriteLine($"kafka: {KafkaCommandLine.Explain(e)}");
    return 1;
}
