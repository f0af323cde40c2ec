using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// InitProducerId (22), versions 0-4. A transactional id keeps its producer id; every call raises its epoch, which fences whoever had it before, and aborts
/// what that one left open, before the answer. Versions 3 and 4 name the id and epoch the producer had (KIP-360). Without a transactional id every call gets a
/// new id with epoch 0, as from Apache Kafka. Not emulated: CONCURRENT_TRANSACTIONS while an abort is under way (it is waited for), two-phase commit (KIP-939).
/// </summary>
internal sealed class InitProducerId(BrokerState state) : TypedApi<InitProducerId.Request, InitProducerId.Response>(ApiKey.InitProducerId, 0, 4, 2)
{
    private const int FirstWithFenced = 4;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        if (request.TransactionalId is { } transactionalId)
        {
            var result = await state.Transactions.InitAsync(new ProducerIdentity(transactionalId, request.ProducerId, request.ProducerEpoch), request.TransactionTimeoutMs);
            return new Response { Error = result.Error.BeforeFenced(context.Version, FirstWithFenced), ProducerId = result.ProducerId, ProducerEpoch = result.Epoch };
        }

        try
        {
            var id = state.ProducerIds.Next();
            await state.Flusher.Durable(state.ProducerIds.Durability);
            return new Response { ProducerId = id };
        }
        catch (IOException)
        {
            return new Response { Error = KafkaError.CoordinatorNotAvailable, ProducerEpoch = -1 };
        }
    }

    internal sealed class Request : IWireStruct
    {
        public string? TransactionalId;
        public int TransactionTimeoutMs;
        public long ProducerId = -1;
        public short ProducerEpoch = -1;

        public void Describe(WireFields fields)
        {
            fields.NullableString(ref TransactionalId);
            fields.Int32(ref TransactionTimeoutMs);
            fields.Int64(ref ProducerId, since: 3);
            fields.Int16(ref ProducerEpoch, since: 3);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public long ProducerId = -1;
        public short ProducerEpoch;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Error(ref Error);
            fields.Int64(ref ProducerId);
            fields.Int16(ref ProducerEpoch);
        }
    }
}
