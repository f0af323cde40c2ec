using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// AddPartitionsToTxn (24), versions 0-3. Begins the producer's transaction with the first partitions, durably. One partition that is not there keeps all out
/// (OPERATION_NOT_ATTEMPTED). Not emulated: versions 4 and 5, by which brokers verify many transactions at once.
/// </summary>
internal sealed class AddPartitionsToTxn(BrokerState state) : TypedApi<AddPartitionsToTxn.Request, AddPartitionsToTxn.Response>(ApiKey.AddPartitionsToTxn, 0, 3, 3)
{
    private const int FirstWithFenced = 2;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var missing = request.Topics.SelectMany(t => t.Partitions.Select(p => (t.Name, p))).Where(p => state.Topics.Find(p.Name, p.p) is null).ToHashSet();
        var error = missing.Count > 0
            ? KafkaError.OperationNotAttempted
            : await state.Transactions.AddPartitionsAsync(
                new ProducerIdentity(request.TransactionalId, request.ProducerId, request.ProducerEpoch),
                [.. request.Topics.SelectMany(t => t.Partitions.Select(p => new TransactionPartition(state.Topics.Find(t.Name)?.Id ?? Guid.Empty, p)))]);
        error = error.BeforeFenced(context.Version, FirstWithFenced);
        return new Response
        {
            Topics = [.. request.Topics.Select(t => new Response.Topic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p, Error = missing.Contains((t.Name, p)) ? KafkaError.UnknownTopicOrPartition : error })],
            })],
        };
    }

    protected override Response Refusal(Request request) => new()
    {
        Topics = [.. request.Topics.Select(t => new Response.Topic { Name = t.Name, Partitions = [.. t.Partitions.Select(p => new Response.Partition { Index = p })] })],
    };

    internal sealed class Request : IWireStruct
    {
        public string TransactionalId = "";
        public long ProducerId;
        public short ProducerEpoch;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.String(ref TransactionalId);
            fields.Int64(ref ProducerId);
            fields.Int16(ref ProducerEpoch);
            fields.Array(ref Topics);
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

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Topic> Topics = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Topics);
        }

        internal sealed class Topic : IWireStruct
        {
            public string Name = "";
            public List<Partition> Partitions = [];

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Array(ref Partitions);
            }
        }

        internal sealed class Partition : IWireStruct
        {
            public int Index;
            public KafkaError Error;

            public void Describe(WireFields fields)
            {
                fields.Int32(ref Index);
                fields.Error(ref Error);
            }
        }
    }
}
