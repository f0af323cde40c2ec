using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Scheduling;

/// <summary>Fires rules with a schedule. Times that passed while the endpoint was down are not made up for.</summary>
internal sealed class RuleScheduler(EventsState state, TimeProvider time, ILogger<RuleScheduler> logger) : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Expression, DateTimeOffset Start, DateTimeOffset? Next)> _next = new(StringComparer.Ordinal);
    private ITimer? _timer;

    public void Begin() => _timer = time.CreateTimer(_ => Tick(), null, Beat, Beat);

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        if (!_gate.TryEnter())
        {
            return;
        }
        try
        {
            var now = time.GetUtcNow();
            foreach (var rule in state.AllRules().Where(static rule => rule["ScheduleExpression"] is not null))
            {
                Tick(rule, now);
            }
        }
        catch (Exception exception)
        {
            EventsLog.SchedulerFailed(logger, exception);
        }
        finally
        {
            _gate.Exit();
        }
    }

    private void Tick(JsonObject rule, DateTimeOffset now)
    {
        var (arn, expression) = (rule["Arn"]!.AsString()!, rule["ScheduleExpression"]!.AsString()!);
        var schedule = Schedule.Parse(expression)!;
        if (!_next.TryGetValue(arn, out var planned) || planned.Expression != expression)
        {
            _next[arn] = (expression, now, schedule.Next(now, now));
            return;
        }
        if (planned.Next is not { } due || due > now)
        {
            return;
        }
        _next[arn] = (expression, planned.Start, schedule.Next(now, planned.Start));
        if (rule["State"]!.AsString() != "DISABLED")
        {
            state.Deliver(rule, state.NewEvent(arn.Split(':')[3], "aws.events", "Scheduled Event", new JsonObject(), [arn], due));
        }
    }
}
