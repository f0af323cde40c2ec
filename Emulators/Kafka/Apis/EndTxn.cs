using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// EndTxn (26), versions 0-3. The decision is durable first; then every partition gets its marker, the groups get their offsets, and only then comes the answer.
/// Not emulated: an answer before the markers are written (Apache Kafka writes them later), versions 4 and 5 (an epoch for each transaction, KIP-890).
/// </summary>
internal sealed class EndTxn(BrokerState state) : TypedApi<EndTxn.Request, EndTxn.Response>(ApiKey.EndTxn, 0, 3, 3)
{
    private const int FirstWithFenced = 2;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var error = await state.Transactions.EndAsync(new ProducerIdentity(request.TransactionalId, request.ProducerId, request.ProducerEpoch), request.Commit);
        return new Response { Error = error.BeforeFenced(context.Version, FirstWithFenced) };
    }

    internal sealed class Request : IWireStruct
    {
        public string TransactionalId = "";
        public long ProducerId;
        public short ProducerEpoch;
        public bool Commit;

        public void Describe(WireFields fields)
        {
            fields.String(ref TransactionalId);
            fields.Int64(ref ProducerId);
            fields.Int16(ref ProducerEpoch);
            fields.Bool(ref Commit);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Error(ref Error);
        }
    }
}
