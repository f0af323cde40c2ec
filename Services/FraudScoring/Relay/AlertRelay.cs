using System.Text.Json;
using Amazon.EventBridge;
using Amazon.EventBridge.Model;
using EventAi.Contracts;
using EventAi.ServiceDefaults.Kafka;
using StackExchange.Redis;

namespace EventAi.FraudScoring.Relay;

/// <summary>
/// Alerts on to the EventBridge bus. Its place is the group's offset, so it goes on where it was after any restart; ids that went
/// out are remembered, so an alert that Kafka holds twice goes out once. Killed between sending and remembering it sends again: the detail carries the alert's id.
/// </summary>
public sealed class AlertRelay(IAmazonEventBridge bus, IConnectionMultiplexer redis) : IEventBatchHandler<HighRiskTransaction>
{
    public const string BusName = "fraud-detection-bus";
    public const string Source = "eventai.fraud-scoring";
    public const string DetailType = "HighRiskTransaction";

    /// <summary>The service takes no more events in one call.</summary>
    public const int MaxEvents = 10;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    private readonly IDatabase _database = redis.GetDatabase();
    private bool _busExists;

    public async Task HandleAsync(IReadOnlyList<Received<HighRiskTransaction>> batch, CancellationToken cancellationToken)
    {
        var alerts = batch.Select(static received => received.Event).DistinctBy(static alert => alert.EventId).ToArray();
        var known = await _database.StringGetAsync([.. alerts.Select(static alert => (RedisKey)Key(alert))]);
        alerts = [.. alerts.Where((_, i) => known[i].IsNull)];
        if (alerts.Length == 0)
        {
            return;
        }
        await EnsureBusAsync(cancellationToken);
        var response = await bus.PutEventsAsync(new PutEventsRequest { Entries = [.. alerts.Select(Entry)] }, cancellationToken);
        await Task.WhenAll(alerts.Where((_, i) => response.Entries[i].ErrorCode is null)
            .Select(alert => _database.StringSetAsync(Key(alert), "1", Remembered)));
        if (response.Entries.Find(static entry => entry.ErrorCode is not null) is { } refused)
        {
            throw new AmazonEventBridgeException($"{response.FailedEntryCount} of {alerts.Length} alerts were refused: {refused.ErrorCode} {refused.ErrorMessage}");
        }
    }

    private async Task EnsureBusAsync(CancellationToken cancellationToken)
    {
        if (_busExists)
        {
            return;
        }
        try
        {
            await bus.CreateEventBusAsync(new CreateEventBusRequest { Name = BusName }, cancellationToken);
        }
        catch (ResourceAlreadyExistsException)
        {
            // Made by an earlier run, or by whoever runs the account.
        }
        _busExists = true;
    }

    private static PutEventsRequestEntry Entry(HighRiskTransaction alert) => new()
    {
        EventBusName = BusName,
        Source = Source,
        DetailType = DetailType,
        Detail = JsonSerializer.Serialize(alert, HighRiskTransaction.JsonTypeInfo),
        Time = alert.Timestamp.UtcDateTime,
    };

    private static string Key(HighRiskTransaction alert) => $"relayed:{alert.EventId}";
}
