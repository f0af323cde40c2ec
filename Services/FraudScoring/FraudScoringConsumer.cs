using EventAi.ServiceDefaults.Kafka;
using StackExchange.Redis;

namespace EventAi.FraudScoring;

/// <summary>Group <c>fraud-scoring</c> on <c>transactions.received</c>: batches for one pipelined round trip to Redis, no waiting for more.</summary>
internal static class FraudScoringConsumer
{
    public static EventConsumerOptions Options(IConfiguration configuration) => new()
    {
        Group = "fraud-scoring",
        BatchSize = (configuration.GetSection("FraudScoring").Get<FraudScoringOptions>() ?? new()).BatchSize,
        MaxInFlight = 10_000,
        TransientFailures = { static exception => exception is RedisConnectionException or RedisTimeoutException },
    };
}
