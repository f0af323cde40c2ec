using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>One entry of a Retry field.</summary>
internal sealed class Retrier
{
    private static readonly string[] Known = ["ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds", "JitterStrategy", "Comment"];

    private readonly string[] _errors;
    private readonly int _interval;
    private readonly double _backoff;
    private readonly int? _longest;
    private readonly bool _jitters;

    private Retrier(FieldReader fields, string[] errors)
    {
        fields.Known(Known);
        _errors = errors;
        _interval = fields.Whole("IntervalSeconds", 0, 99_999_999) ?? 1;
        _backoff = fields.Number("BackoffRate", 1) ?? 2;
        MaxAttempts = fields.Whole("MaxAttempts", 0, 99_999_999) ?? 3;
        _longest = fields.Whole("MaxDelaySeconds", 1, 31_622_400);
        var jitter = fields.Text("JitterStrategy");
        if (jitter is not (null or "FULL" or "NONE"))
        {
            fields.Report("JitterStrategy", "Value must be one of: [FULL, NONE]");
        }
        _jitters = jitter == "FULL";
    }

    public int MaxAttempts { get; }

    public static Retrier[] ReadAll(FieldReader fields)
        => [.. ErrorHandlers.Entries(fields, "Retry").Select(static entry => new Retrier(entry.Fields, entry.Errors))];

    public bool Matches(StateError error) => Array.Exists(_errors, error.Matches);

    public TimeSpan Delay(int attempt, Random random)
    {
        var seconds = Math.Min(_interval * Math.Pow(_backoff, attempt), _longest ?? 99_999_999);
        return TimeSpan.FromSeconds(_jitters ? seconds * random.NextDouble() : seconds);
    }
}
