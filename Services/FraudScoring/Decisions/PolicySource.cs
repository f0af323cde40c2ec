using Microsoft.Extensions.Options;

namespace EventAi.FraudScoring.Decisions;

/// <summary>The policy in force. A changed file is loaded beside it and takes its place when it holds together.</summary>
public sealed class PolicySource : BackgroundService
{
    private readonly string _path;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile FraudPolicy _current;
    private string _seen;

    public PolicySource(IOptions<FraudScoringOptions> options, TimeProvider time, ILogger<PolicySource> logger)
    {
        (_interval, _time, _logger) = (options.Value.PolicyInterval, time, logger);
        _path = Path.Combine(AppContext.BaseDirectory, options.Value.Policy);
        _seen = State();
        _current = FraudPolicy.Load(_path);
    }

    public FraudPolicy Current => _current;

    /// <summary>Why the latest file was refused; null where it is in force.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Takes over the file where it changed.</summary>
    public void Refresh()
    {
        var state = State();
        if (state == _seen)
        {
            return;
        }
        _seen = state;
        try
        {
            _current = FraudPolicy.Load(_path);
            Refusal = null;
            PolicyLog.Changed(_logger, _current.Champion.Id, _current.Champion.Version, _current.Challenger?.Id, _current.File.CanaryPercent, _current.File.Threshold);
        }
        catch (InvalidDataException exception)
        {
            Refusal = exception.Message;
            PolicyLog.Refused(_logger, exception.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Refresh();
        }
    }

    private string State() => File.Exists(_path) ? $"{File.GetLastWriteTimeUtc(_path).Ticks}/{new FileInfo(_path).Length}" : "missing";
}
