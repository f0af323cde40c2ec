using EventAi.Contracts;
using EventAi.FraudScoring.Cases;
using EventAi.FraudScoring.Labels;
using EventAi.FraudScoring.Relay;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.FraudScoring;

/// <summary>What the service reads: one group each, so that none waits for another.</summary>
internal static class FraudScoringConsumers
{
    public static IServiceCollection AddFraudScoringConsumers(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.GetSection("FraudScoring").Get<FraudScoringOptions>() ?? new();
        services.AddEventBatchConsumer<TransactionReceived, FraudScoringHandler>(Options("fraud-scoring", options.BatchSize)); // batches share round trips; no waiting for more
        services.AddEventBatchConsumer<TransactionLabelled, LabelHandler>(Options("fraud-labels", options.BatchSize));
        services.AddEventBatchConsumer<HighRiskTransaction, CaseHandler>(Options("fraud-cases", options.BatchSize));
        return services.AddAlertRelay(configuration);
    }

    private static EventConsumerOptions Options(string group, int batchSize) => new()
    {
        Group = group,
        BatchSize = batchSize,
        MaxInFlight = 10_000,
        MaxRetryDelay = TimeSpan.FromSeconds(1), // an outage of Redis or of the broker is over for us a second after it is over
        TransientFailures = { RedisOutage.Is },
    };
}
