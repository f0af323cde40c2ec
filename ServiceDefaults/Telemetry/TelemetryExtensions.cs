using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace EventAi.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP to the address in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; nothing is collected without it.</summary>
public static class TelemetryExtensions
{
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ColdStartMetric>();
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
            logs.AddOtlpExporter(Bound);
        });
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .AddSource(EventAiTelemetry.Name, "EventAi.*", "Microsoft.AspNetCore", "System.Net.Http", "Experimental.Microsoft.Extensions.AI")
            // The caller decides: a load driver marks most of its transactions as not sampled, and the whole chain follows.
            .SetSampler(new ParentBasedSampler(new HealthCheckSampler()))
            .AddOtlpExporter(Bound)
            .Build());
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(EventAiTelemetry.Name, "EventAi.*", "System.Runtime", "Microsoft.AspNetCore.*", "System.Net.Http", "Experimental.Microsoft.Extensions.AI")
            .AddOtlpExporter(Bound)
            .Build());
        builder.Services.AddHostedService<TelemetryStart>();
    }

    /// <summary>A collector that is gone must not hold up the service's stop.</summary>
    private static void Bound(OtlpExporterOptions exporter) => exporter.TimeoutMilliseconds = 2000;

    /// <summary>Builds the providers before the first request, and disposes (flushes) them with the container.</summary>
    private sealed class TelemetryStart(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            GC.KeepAlive(traces);
            GC.KeepAlive(metrics);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Records every root span but those of the health probes that run every second.</summary>
    private sealed class HealthCheckSampler : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        {
            foreach (var tag in samplingParameters.Tags ?? [])
            {
                if (tag is { Key: "url.path", Value: "/health" or "/alive" })
                {
                    return new SamplingResult(SamplingDecision.Drop);
                }
            }
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }
    }
}
