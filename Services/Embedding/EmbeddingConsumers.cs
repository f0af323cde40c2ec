using EventAi.ServiceDefaults.Kafka;
using Grpc.Core;

namespace EventAi.Embedding;

/// <summary>Group <c>embedding</c>: chunks in batches, deletions one by one. The model and the store being away parks the partition.</summary>
internal static class EmbeddingConsumers
{
    public static EventConsumerOptions Chunks => new()
    {
        Group = "embedding",
        BatchSize = 32,
        BatchWait = TimeSpan.FromMilliseconds(20),
        MaxInFlight = 256,
        TransientFailures = { IsOutage },
    };

    public static EventConsumerOptions Deletions => new()
    {
        Group = "embedding-deletions",
        TransientFailures = { IsOutage },
    };

    private static bool IsOutage(Exception exception)
        => exception is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled };
}
