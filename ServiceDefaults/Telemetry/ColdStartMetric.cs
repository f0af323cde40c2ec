using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace EventAi.ServiceDefaults;

/// <summary><c>eventai.coldstart.duration</c> (seconds): from the start of the process to the service being ready to work.</summary>
internal sealed class ColdStartMetric(IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService
{
    private static readonly Histogram<double> Duration = EventAiTelemetry.Meter.CreateHistogram<double>(
        "eventai.coldstart.duration", "s", "From the start of the process to the service being ready");

    private static readonly Counter<long> Count = EventAiTelemetry.Meter.CreateCounter<long>("eventai.coldstart.count", "{start}", "Starts of the service");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            using var process = Process.GetCurrentProcess();
            Duration.Record((time.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime()).TotalSeconds);
            Count.Add(1);
        });
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
