using EventAi.FraudScoring.Features;
using EventAi.FraudScoring.Scoring;
using EventAi.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace EventAi.FraudScoring.Drift;

/// <summary>
/// Compares what is scored now with what the model was trained on: the population stability index, Σ (now - then) · ln(now / then) over the bins of the
/// model's reference, per input and for the score, over windows of so many transactions. Below 0.1 nothing changed, from 0.25 on the model is in doubt.
/// </summary>
public sealed class DriftMonitor
{
    /// <summary>An empty bin would make the index infinite.</summary>
    private const double Smallest = 1e-4;

    private static readonly System.Diagnostics.Metrics.Counter<long> Alerts =
        EventAiTelemetry.Meter.CreateCounter<long>("eventai.fraud.drift.alerts", "{input}", "Inputs whose distribution left that of the training");

    private readonly Lock _lock = new();
    private readonly FraudScoringOptions _options;
    private readonly ILogger _logger;
    private readonly Dictionary<FraudModel, ModelWindow> _windows = [];
    private IReadOnlyList<DriftReport> _reports = [];

    public DriftMonitor(IOptions<FraudScoringOptions> options, ILogger<DriftMonitor> logger)
    {
        (_options, _logger) = (options.Value, logger);
        EventAiTelemetry.Meter.CreateObservableGauge(
            "eventai.fraud.psi",
            () => Reports.Select(static report => new System.Diagnostics.Metrics.Measurement<double>(
                report.Index, new("eventai.fraud.input", report.Input), new("eventai.fraud.model", $"{report.ModelId} {report.ModelVersion}"))),
            "1",
            "Population stability index of the last full window");
    }

    /// <summary>The last full window of each model that decided, largest index first; empty before the first window is full.</summary>
    public IReadOnlyList<DriftReport> Reports
    {
        get
        {
            lock (_lock)
            {
                return _reports;
            }
        }
    }

    public void Observe(FraudModel model, in FraudFeatures features, double score)
    {
        if (model.File.Reference.Count == 0)
        {
            return;
        }
        lock (_lock)
        {
            if (!_windows.TryGetValue(model, out var window))
            {
                if (_windows.Count > 8)
                {
                    _windows.Clear(); // models that were replaced meanwhile
                }
                _windows[model] = window = new ModelWindow(model.File.Reference);
            }
            window.Add(features, score);
            if (window.Count >= _options.DriftWindow)
            {
                Report(model, window);
                _windows.Remove(model);
            }
        }
    }

    private void Report(FraudModel model, ModelWindow window)
    {
        var reports = window.Reference.Select((reference, i) => new DriftReport(model.Id, model.Version, reference.Name, Index(reference, window.Counts[i], window.Count))).ToArray();
        _reports = [.. _reports.Where(report => report.ModelId != model.Id || report.ModelVersion != model.Version).Concat(reports).OrderByDescending(static report => report.Index)];
        foreach (var report in reports.Where(report => report.Index >= _options.DriftLimit))
        {
            Alerts.Add(1, new KeyValuePair<string, object?>("eventai.fraud.input", report.Input));
            DriftLog.Drifted(_logger, model.Id, model.Version, report.Input, report.Index, _options.DriftLimit);
        }
    }

    /// <summary>The population stability index of counts beside a reference.</summary>
    public static double Index(ReferenceDistribution reference, IReadOnlyList<long> counts, long total)
    {
        var index = 0.0;
        for (var bin = 0; bin < counts.Count; bin++)
        {
            var now = Math.Max(Smallest, (double)counts[bin] / total);
            var then = Math.Max(Smallest, reference.Shares[bin]);
            index += (now - then) * Math.Log(now / then);
        }
        return index;
    }

    private sealed class ModelWindow(IReadOnlyList<ReferenceDistribution> reference)
    {
        private readonly int[] _positions = [.. reference.Select(static input => input.Name == ReferenceDistribution.Score ? -1 : FraudFeature.PositionOf(input.Name))];

        public IReadOnlyList<ReferenceDistribution> Reference => reference;

        public long[][] Counts { get; } = [.. reference.Select(static input => new long[input.Shares.Count])];

        public long Count { get; private set; }

        public void Add(in FraudFeatures features, double score)
        {
            Count++;
            for (var i = 0; i < Counts.Length; i++)
            {
                Counts[i][reference[i].BinOf(_positions[i] < 0 ? score : features[_positions[i]])]++;
            }
        }
    }
}
