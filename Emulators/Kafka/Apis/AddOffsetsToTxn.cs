using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// AddOffsetsToTxn (25), versions 0-3. Announces that offsets of a group belong to the transaction, which it begins if none is open.
/// Not emulated: nothing; this broker coordinates the groups too, so no other broker is written to.
/// </summary>
internal sealed class AddOffsetsToTxn(BrokerState state) : TypedApi<AddOffsetsToTxn.Request, AddOffsetsToTxn.Response>(ApiKey.AddOffsetsToTxn, 0, 3, 3)
{
    private const int FirstWithFenced = 2;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var error = request.GroupId.Length == 0
            ? KafkaError.InvalidGroupId
            : await state.Transactions.AddGroupAsync(new ProducerIdentity(request.TransactionalId, request.ProducerId, request.ProducerEpoch), request.GroupId);
        return new Response { Error = error.BeforeFenced(context.Version, FirstWithFenced) };
    }

    internal sealed class Request : IWireStruct
    {
        public string TransactionalId = "";
        public long ProducerId;
        public short ProducerEpoch;
        public string GroupId = "";

        public void Describe(WireFields fields)
        {
            fields.String(ref TransactionalId);
            fields.Int64(ref ProducerId);
            fields.Int16(ref ProducerEpoch);
            fields.String(ref GroupId);
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
