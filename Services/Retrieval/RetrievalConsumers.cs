using EventAi.ServiceDefaults;
using EventAi.ServiceDefaults.Kafka;
using Grpc.Core;

namespace EventAi.Retrieval;

/// <summary>Group <c>retrieval-cache</c>: changed documents, as many at once as have come. Redis or the store being away parks the partition.</summary>
internal static class RetrievalConsumers
{
    public static EventConsumerOptions Changes => new()
    {
        Group = "retrieval-cache",
        BatchSize = 256,
        TransientFailures = { RedisOutage.Is, static exception => exception is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled } },
    };
}
