using System.Threading.Channels;
using EventAi.Emulators.Aws.EventBridge.State;
using EventAi.Emulators.Aws.StepFunctions.Asl.Values;

namespace EventAi.Emulators.Aws.EventBridge.Delivery;

/// <summary>Delivers what rules matched: at least once, retried within the target's policy, then to its dead-letter queue.</summary>
internal sealed class DeliveryQueue(EventsState state, TargetSender sender, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<DeliveryQueue> logger)
{
    private const int Workers = 8;
    private const int DefaultAttempts = 185;
    private const int DefaultAgeSeconds = 86_400;

    private readonly Channel<string> _due = Channel.CreateUnbounded<string>();

    /// <summary>Takes up what the last process left, and all that comes.</summary>
    public void Begin()
    {
        state.Queued = id => _due.Writer.TryWrite(id);
        foreach (var (id, _) in state.Documents.All("delivery"))
        {
            _due.Writer.TryWrite(id);
        }
        for (var i = 0; i < Workers; i++)
        {
            _ = WorkAsync(lifetime.ApplicationStopping);
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            await foreach (var id in _due.Reader.ReadAllAsync(stopping))
            {
                try
                {
                    await DeliverAsync(id, stopping);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    EventsLog.DeliveryFailed(logger, exception, id);
                    _ = AgainAsync(id, TimeSpan.FromSeconds(5), stopping);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The endpoint ends; what is not delivered is taken up after the next start.
        }
    }

    private async Task DeliverAsync(string id, CancellationToken stopping)
    {
        if (state.Documents.Get("delivery", id) is not { } delivery)
        {
            return;
        }
        var target = delivery["Target"]!;
        var body = ((JsonObject)delivery["Event"]!).Text;
        try
        {
            body = InputTransformation.Apply(target, (JsonObject)delivery["Event"]!, delivery["Rule"]!.AsString()!, delivery["RuleName"]!.AsString()!, time.GetUtcNow());
            await sender.SendAsync(target, body, delivery["Region"]!.AsString()!, id, stopping);
            state.Documents.Remove("delivery", id);
        }
        catch (DeliveryFailure failure)
        {
            await FailAsync(id, delivery, body, failure, stopping);
        }
    }

    private async Task FailAsync(string id, JsonObject delivery, string body, DeliveryFailure failure, CancellationToken stopping)
    {
        var attempts = (int)delivery["Attempts"]!.AsNumber()!.Value;
        var policy = delivery["Target"]!["RetryPolicy"];
        var most = policy?["MaximumRetryAttempts"]?.AsNumber() ?? DefaultAttempts;
        var age = (time.GetUtcNow().ToUnixTimeMilliseconds() - delivery["Since"]!.AsNumber()!.Value) / 1000;
        var tooOld = age >= (policy?["MaximumEventAgeInSeconds"]?.AsNumber() ?? DefaultAgeSeconds);
        if (!failure.IsPermanent && attempts < most && !tooOld)
        {
            state.Documents.Put("delivery", id, delivery.With("Attempts", attempts + 1));
            var delay = TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(attempts, 10)))) * (0.5 + (System.Security.Cryptography.RandomNumberGenerator.GetInt32(1000) / 2000.0));
            _ = AgainAsync(id, delay, stopping);
            return;
        }
        EventsLog.GivenUp(logger, delivery["Target"]!["Arn"]!.AsString()!, attempts + 1, failure.Message);
        if (delivery["Target"]!["DeadLetterConfig"]?["Arn"]?.AsString() is { } deadLetters)
        {
            var condition = failure.IsPermanent ? null : tooOld ? "MaximumEventAgeInSeconds" : "MaximumRetryAttempts";
            await DeadLetterAsync(deadLetters, id, delivery, failure, attempts, condition, stopping);
        }
        state.Documents.Remove("delivery", id);
    }

    private async Task DeadLetterAsync(string queue, string id, JsonObject delivery, DeliveryFailure failure, int attempts, string? condition, CancellationToken stopping)
    {
        var attributes = new JsonObject();
        void Add(string name, string? value) => attributes.Add(name, value is null ? null : new JsonObject { { "DataType", "String" }, { "StringValue", value } });
        Add("RULE_ARN", delivery["Rule"]!.AsString());
        Add("TARGET_ARN", delivery["Target"]!["Arn"]!.AsString());
        Add("ERROR_CODE", failure.Code);
        Add("ERROR_MESSAGE", failure.Message.Length > 0 ? failure.Message : failure.Code);
        Add("RETRY_ATTEMPTS", attempts.ToString());
        Add("EXHAUSTED_RETRY_CONDITION", condition);
        try
        {
            await sender.SendToQueueAsync(queue, delivery["Event"]!.Text, queue.EndsWith(".fifo", StringComparison.Ordinal) ? "events" : null, id, attributes, stopping);
        }
        catch (DeliveryFailure second)
        {
            EventsLog.NoDeadLetter(logger, queue, second.Message);
        }
    }

    private async Task AgainAsync(string id, TimeSpan delay, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(delay, time, stopping);
            _due.Writer.TryWrite(id);
        }
        catch (OperationCanceledException)
        {
            // Taken up after the next start.
        }
    }
}
