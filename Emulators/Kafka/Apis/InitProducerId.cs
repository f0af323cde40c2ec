using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// InitProducerId (22), versions 0-4. Every call of an idempotent producer gets a new id with epoch 0, as from Apache Kafka, also when it names the id
/// it had (versions 3 and 4). Not emulated: transactional ids (UNSUPPORTED_VERSION).
/// </summary>
internal sealed class InitProducerId(BrokerState state) : TypedApi<InitProducerId.Request, InitProducerId.Response>(ApiKey.InitProducerId, 0, 4, 2)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        if (request.TransactionalId is not null)
        {
            return new Response { Error = KafkaError.UnsupportedVersion, ProducerEpoch = -1 };
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
