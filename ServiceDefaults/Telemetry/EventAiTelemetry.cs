using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace EventAi.ServiceDefaults;

/// <summary>The system's own span source and meter; everything else comes from the libraries' own.</summary>
public static class EventAiTelemetry
{
    public const string Name = "EventAi";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);
}
