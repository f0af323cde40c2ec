using System.Diagnostics.Metrics;
using EventAi.Emulators.Ollama.Serving;

namespace EventAi.Emulators.Ollama;

/// <summary>
/// What the server counts, meter "EventAi.Emulators.Ollama": ollama.tokens (by model and direction), ollama.request.duration (s, by model and
/// operation), ollama.load.duration (s, by model), ollama.requests.pending.
/// </summary>
internal sealed class OllamaMetrics
{
    public const string MeterName = "EventAi.Emulators.Ollama";

    private readonly Counter<long> tokens;
    private readonly Histogram<double> durations;
    private readonly Histogram<double> loads;

    public OllamaMetrics(IMeterFactory meters, Admission admission)
    {
        var meter = meters.Create(MeterName);
        tokens = meter.CreateCounter<long>("ollama.tokens", "{token}", "Tokens read (in) and written (out).");
        durations = meter.CreateHistogram<double>("ollama.request.duration", "s", "Time of a model's work on a request, waiting and loading included.");
        loads = meter.CreateHistogram<double>("ollama.load.duration", "s", "Time that a request waited for its turn and for the model.");
        meter.CreateObservableGauge("ollama.requests.pending", () => admission.Pending, "{request}", "Requests that are served or wait.");
    }

    public void Embedded(string model, int read, TimeSpan load, TimeSpan total) => Note("embed", model, read, written: 0, load, total);

    public void Answered(string model, int read, int written, TimeSpan load, TimeSpan total) => Note("chat", model, read, written, load, total);

    private void Note(string operation, string model, int read, int written, TimeSpan load, TimeSpan total)
    {
        var tag = new KeyValuePair<string, object?>("model", model);
        tokens.Add(read, tag, new("direction", "in"));
        if (written > 0)
        {
            tokens.Add(written, tag, new("direction", "out"));
        }

        loads.Record(load.TotalSeconds, tag);
        durations.Record(total.TotalSeconds, tag, new("operation", operation));
    }
}
