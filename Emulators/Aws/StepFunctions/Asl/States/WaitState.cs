using System.Globalization;
using EventAi.Emulators.Aws.StepFunctions.Asl.Definitions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Expressions;
using EventAi.Emulators.Aws.StepFunctions.Asl.Flows;
using EventAi.Emulators.Aws.StepFunctions.Asl.History;
using EventAi.Emulators.Aws.StepFunctions.Asl.Running;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.StepFunctions.Asl.States;

/// <summary>Wait: for some seconds, or until a time.</summary>
internal sealed class WaitState : State
{
    private static readonly string[] Ways = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

    private readonly int? _seconds;
    private readonly DateTimeOffset? _timestamp;
    private readonly PathExpression? _secondsPath;
    private readonly PathExpression? _timestampPath;
    private readonly JsonataTemplate? _computedSeconds;
    private readonly JsonataTemplate? _computedTimestamp;

    public WaitState(string name, FieldReader fields)
        : base(name, fields, HistoryEventType.WaitStateEntered, HistoryEventType.WaitStateExited)
    {
        Flowing.Check(fields);
        if (Ways.Count(fields.Has) != 1)
        {
            fields.Reader.Report(fields.Location, "Exactly one of these fields is required: [Seconds, SecondsPath, Timestamp, TimestampPath]");
        }
        _computedSeconds = fields.Computed("Seconds");
        _computedTimestamp = fields.Computed("Timestamp");
        _seconds = _computedSeconds is null ? fields.Whole("Seconds", 0, 99_999_999) : null;
        if (_computedTimestamp is null && fields.Text("Timestamp") is { } text)
        {
            _timestamp = Timestamps.Parse(text);
            if (_timestamp is null)
            {
                fields.Report("Timestamp", "String does not match RFC3339 timestamp");
            }
        }
        _secondsPath = fields.Path("SecondsPath");
        _timestampPath = fields.Path("TimestampPath");
    }

    public override IEnumerable<string> References
        => base.References.Concat(new[] { _secondsPath?.Variable, _timestampPath?.Variable }.OfType<string>()).Concat(_computedSeconds?.References ?? []).Concat(_computedTimestamp?.References ?? []);

    protected override async Flow<Outcome> ExecuteAsync(Frame frame)
    {
        var evaluation = Prepare(frame);
        var delay = Delay(frame, evaluation);
        if (delay.TotalSeconds > int.MaxValue)
        {
            throw new StatesException(ErrorNames.Runtime, "Wait state delay is too long.");
        }
        await frame.Scope.DelayAsync(delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        return Leave(frame, evaluation, null, Next);
    }

    private TimeSpan Delay(Frame frame, Evaluation evaluation)
    {
        var now = frame.Execution.Now;
        if (_seconds is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }
        if (_timestamp is { } timestamp)
        {
            return timestamp - now;
        }
        if (_secondsPath is not null)
        {
            return TimeSpan.FromSeconds(Seconds(_secondsPath, evaluation));
        }
        if (_timestampPath is not null)
        {
            var value = _timestampPath.Find(evaluation, out var unused) ?? throw new StatesException(ErrorNames.Runtime, $"The TimestampPath parameter does not reference an input value: {_timestampPath.Text}");
            return (Timestamps.Parse(value.AsString()) ?? throw new StatesException(
                ErrorNames.Runtime, $"The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {_timestampPath.Text} == {value.AsString() ?? value.Text}")) - now;
        }
        if (_computedSeconds is not null)
        {
            var value = _computedSeconds.Evaluate(evaluation);
            return value is JsonNumber { IsWhole: true, Value: >= 0 } number
                ? TimeSpan.FromSeconds(Math.Min(number.Value, 1e10))
                : throw _computedSeconds.Unexpected("integer", value);
        }
        var text = _computedTimestamp!.Evaluate(evaluation);
        return (Timestamps.Parse(text.AsString() ?? throw _computedTimestamp.Unexpected("string", text)) ?? throw new StatesException(
            ErrorNames.QueryEvaluationError, $"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text.AsString()}") { Location = "Timestamp" }) - now;
    }

    private static double Seconds(PathExpression path, Evaluation evaluation)
    {
        var value = path.Find(evaluation, out var unused) ?? throw new StatesException(ErrorNames.Runtime, $"The SecondsPath parameter does not reference an input value: {path.Text}");
        var text = value.AsString() ?? value.Text;
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            throw new StatesException(ErrorNames.Runtime, $"The SecondsPath parameter cannot be parsed as a long value: {path.Text} == {text}");
        }
        return seconds >= 0 ? Math.Min(seconds, 1e10) : throw new StatesException(ErrorNames.Runtime, $"The SecondsPath parameter references a negative value: {path.Text} == {text}");
    }
}
