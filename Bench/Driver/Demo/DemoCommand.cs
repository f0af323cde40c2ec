using System.Globalization;
using EventAi.Contracts;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EventAi.Driver.Demo;

/// <summary><c>demo GATEWAY KAFKA SAMPLES</c>: the three pipelines on real input, one after the other, with figures. Exit code 0 when all came out as it must.</summary>
internal static class DemoCommand
{
    private const int Transactions = 20_000;
    private const int Rate = 2000;
    private const string Dashboard = "http://127.0.0.1:18888";
    private const string Collector = "http://127.0.0.1:18889";

    public static async Task<int> RunAsync(string gateway, string kafka, string samples, string[] options)
    {
        var run = Run();
        using var host = BuildHost(kafka, run);
        using var http = new HttpClient { BaseAddress = new Uri(gateway), Timeout = TimeSpan.FromMinutes(2) };
        if (!await SystemHealth.WaitAsync(http))
        {
            return 1;
        }
        await host.StartAsync();
        var good = await DocumentDemo.RunAsync(http, samples)
            & await QuestionDemo.RunAsync(http, samples)
            & await FraudDemo.RunAsync(host.Services, run, Option(options, "--transactions", Transactions), Option(options, "--rate", Rate))
            & await AgentDemo.RunAsync(http);
        await host.StopAsync();
        Console.WriteLine();
        Console.WriteLine(good ? "Everything came out as it must." : "Something came out wrong: see above.");
        return good ? 0 : 1;
    }

    /// <summary><c>fraud KAFKA</c>: only the load on the fraud pipeline.</summary>
    public static async Task<int> RunFraudAsync(string kafka, string[] options)
    {
        var run = Run();
        using var host = BuildHost(kafka, run);
        await host.StartAsync();
        var good = await FraudDemo.RunAsync(host.Services, run, Option(options, "--transactions", Transactions), Option(options, "--rate", Rate));
        await host.StopAsync();
        return good ? 0 : 1;
    }

    /// <summary>Where the Aspire dashboard shows a trace.</summary>
    public static string TraceLink(string? traceId) => traceId is null ? "(not traced)" : $"{Dashboard}/traces/detail/{traceId}";

    private static string Run() => $"demo-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";

    private static IHost BuildHost(string kafka, string run)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:kafka"] = kafka,
            ["OTEL_SERVICE_NAME"] = "driver",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector,
        });
        Environment.SetEnvironmentVariable("OTEL_SERVICE_NAME", "driver");
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT", Collector);
        builder.AddTelemetry();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<FraudWatch>();
        builder.Services.AddEventPublisher();
        builder.Services.AddEventBatchConsumer<HighRiskTransaction, FraudWatch>(new() { Group = $"{run}-alerts", BatchSize = 100 });
        builder.Services.AddEventBatchConsumer<TransactionScored, FraudWatch>(new() { Group = $"{run}-scores", BatchSize = 1000, MaxInFlight = 20_000 });
        return builder.Build();
    }

    private static int Option(string[] options, string name, int otherwise)
    {
        var given = Array.Find(options, option => option.StartsWith($"{name}=", StringComparison.Ordinal));
        return given is null ? otherwise : int.Parse(given.AsSpan(name.Length + 1), CultureInfo.InvariantCulture);
    }
}
