using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DescribeTransactions (65), version 0 (KIP-664): where transactional ids stand and which partitions their transactions hold.
/// Not emulated: partitions of __consumer_offsets, which does not exist here.
/// </summary>
internal sealed class DescribeTransactions(BrokerState state)
    : TypedApi<DescribeTransactions.Request, DescribeTransactions.Response>(ApiKey.DescribeTransactions, 0, 0, 0)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response();
        foreach (var id in request.Ids)
        {
            response.Transactions.Add(await state.Transactions.DescribeAsync(id) is { } transaction
                ? Describe(transaction)
                : new Response.Transaction { Error = KafkaError.TransactionalIdNotFound, Id = id });
        }

        return response;
    }

    private Response.Transaction Describe(TransactionDescription transaction) => new()
    {
        Id = transaction.Id,
        State = transaction.State.ToString(),
        TimeoutMs = transaction.TimeoutMs,
        StartedAt = transaction.StartedAt,
        ProducerId = transaction.ProducerId,
        Epoch = transaction.Epoch,
        Topics =
        [
            .. transaction.Partitions.GroupBy(p => state.Topics.Find(p.TopicId)?.Name).Where(t => t.Key is not null)
                .Select(t => new Response.Topic { Name = t.Key!, Partitions = [.. t.Select(p => p.Partition).Order()] }),
        ],
    };

    protected override Response Refusal(Request request) => new() { Transactions = [.. request.Ids.Select(id => new Response.Transaction { Id = id })] };

    internal sealed class Request : IWireStruct
    {
        public List<string> Ids = [];

        public void Describe(WireFields fields) => fields.StringArray(ref Ids);
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Transaction> Transactions = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Transactions);
        }

        internal sealed class Transaction : IWireStruct
        {
            public KafkaError Error;
            public string Id = "";
            public string State = "";
            public int TimeoutMs;
            public long StartedAt = -1;
            public long ProducerId = -1;
            public short Epoch = -1;
            public List<Topic> Topics = [];

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.String(ref Id);
                fields.String(ref State);
                fields.Int32(ref TimeoutMs);
                fields.Int64(ref StartedAt);
                fields.Int64(ref ProducerId);
                fields.Int16(ref Epoch);
                fields.Array(ref Topics);
            }
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<int> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Int32Array(ref Partitions);
            }
        }
    }
}
