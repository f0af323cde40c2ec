using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>DeleteGroups (42), versions 0-2. Forgets a group's offsets; a group with members is NON_EMPTY_GROUP.</summary>
internal sealed class DeleteGroups(BrokerState state) : TypedApi<DeleteGroups.Request, DeleteGroups.Response>(ApiKey.DeleteGroups, 0, 2, 2)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response { Results = [.. request.Groups.Select(g => new Response.Result { GroupId = g, Error = state.Groups.Delete(g) })] };
        await state.Flusher.Durable(state.Groups.Offsets.Durability);
        return response;
    }

    internal sealed class Request : IWireStruct
    {
        public List<string> Groups = [];

        public void Describe(WireFields fields) => fields.StringArray(ref Groups);
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Result> Results = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs);
            fields.Array(ref Results);
        }

        internal sealed class Result : IWireStruct
        {
            public string GroupId = "";
            public KafkaError Error;

            public void Describe(WireFields fields)
            {
                fields.String(ref GroupId);
                fields.Error(ref Error);
            }
        }
    }
}
