using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.State.Transactions;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// ListTransactions (66), versions 0-1 (KIP-664, KIP-994): every transactional id, with the filters by state, producer and (1) how long the open transaction has lasted.
/// Nothing is left out.
/// </summary>
internal sealed class ListTransactions(BrokerState state) : TypedApi<ListTransactions.Request, ListTransactions.Response>(ApiKey.ListTransactions, 0, 1, 0)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response { UnknownStates = [.. request.States.Where(s => !Enum.TryParse<TransactionState>(s, out _))] };
        foreach (var id in state.Transactions.Ids)
        {
            if (await state.Transactions.DescribeAsync(id) is { } transaction && Passes(request, transaction))
            {
                response.Transactions.Add(new Response.Transaction { Id = id, ProducerId = transaction.ProducerId, State = transaction.State.ToString() });
            }
        }

        return response;
    }

    private static bool Passes(Request request, TransactionDescription transaction) =>
        (request.States.Count == 0 || request.States.Contains(transaction.State.ToString(), StringComparer.Ordinal))
        && (request.ProducerIds.Count == 0 || request.ProducerIds.Contains(transaction.ProducerId))
        && (request.DurationMs < 0 || (transaction.State == TransactionState.Ongoing && transaction.AgeMs >= request.DurationMs));

    internal sealed class Request : IWireStruct
    {
        public List<string> States = [];
        public List<long> ProducerIds = [];
        public long DurationMs = -1;

        public void Describe(WireFields fields)
        {
            fields.StringArray(ref States);
            fields.Int64Array(ref ProducerIds);
            fields.Int64(ref DurationMs, since: 1);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public List<string> UnknownStates = [];
        public List<Transaction> Transactions = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Error(ref Error);
            fields.StringArray(ref UnknownStates);
            fields.Array(ref Transactions);
        }

        internal sealed class Transaction : IWireStruct
        {
            public string Id = "";
            public long ProducerId;
            public string State = "";

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.Int64(ref ProducerId);
                fields.String(ref State);
            }
        }
    }
}
