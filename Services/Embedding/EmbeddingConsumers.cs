using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Grpc.Core;

namespace EventAi.Embedding;

/// <summary>Groups: <c>embedding</c> takes chunks in batches, the other two descriptions and deletions one by one. The model and the store being away parks the partition.</summary>
internal static class EmbeddingConsumers
{
    public static EventConsumerOptions Chunks => new()
    {
        Group = "embedding",
        BatchSize = 64,
        BatchWait = TimeSpan.FromMilliseconds(5),
        MaxInFlight = 256,
        TransientFailures = { IsOutage },
    };

    public static EventConsumerOptions Descriptions => new()
    {
        Group = "embedding-descriptions",
        Lanes = 2,
        TransientFailures = { IsOutage },
    };

    public static EventConsumerOptions Deletions => new()
    {
        Group = "embedding-deletions",
        TransientFailures = { IsOutage },
    };

    internal static bool IsOutage(Exception exception)
        => exception is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled }
            || RedisOutage.Is(exception);
}
