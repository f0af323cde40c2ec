using Amazon.Runtime;
using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;

namespace EventAi.Ingestion;

/// <summary>
/// The groups of this service: <c>ingestion</c> parses uploads, <c>ingestion-describe</c> says what they are about, <c>ingestion-status</c>
/// follows what becomes of them. Lanes: a document that takes long does not hold up the others of its partition.
/// </summary>
internal static class IngestionConsumers
{
    public static EventConsumerOptions Parse => new()
    {
        Group = "ingestion",
        Lanes = 8,
        MaxInFlight = 64,
        TransientFailures = { IsOutage },
    };

    public static EventConsumerOptions Describe => new()
    {
        Group = "ingestion-describe",
        Lanes = 2,
        MaxInFlight = 64,
        TransientFailures = { IsOutage },
    };

    public static EventConsumerOptions Status => new()
    {
        Group = "ingestion-status",
        Lanes = 4,
        TransientFailures = { IsOutage },
    };

    private static bool IsOutage(Exception exception) => RedisOutage.Is(exception)
        || (exception is AmazonServiceException aws && (int)aws.StatusCode is 0 or 429 or >= 500)
        || exception is AmazonClientException or HttpRequestException or IOException;
}
