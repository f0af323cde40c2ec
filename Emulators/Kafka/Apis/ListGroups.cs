using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// ListGroups (16), versions 0-5, with the filters by state (4) and type (5). Groups that have members or committed offsets; all are of type
/// "classic". Not emulated: other group types.
/// </summary>
internal sealed class ListGroups(BrokerState state) : TypedApi<ListGroups.Request, ListGroups.Response>(ApiKey.ListGroups, 0, 5, 3)
{
    private const string Classic = "classic";

    protected override ValueTask<Response?> HandleAsync(Request request, RequestContext context) => new(new Response
    {
        Groups =
        [
            .. state.Groups.List()
                .Where(g => Passes(request.States, g.State.ToString()) && Passes(request.Types, Classic))
                .Select(g => new Response.Group { Id = g.Id, ProtocolType = g.ProtocolType, State = g.State.ToString(), Type = Classic }),
        ],
    });

    private static bool Passes(List<string> filter, string value) => filter.Count == 0 || filter.Contains(value, StringComparer.OrdinalIgnoreCase);

    internal sealed class Request : IWireStruct
    {
        public List<string> States = [];
        public List<string> Types = [];

        public void Describe(WireFields fields)
        {
            fields.StringArray(ref States, since: 4);
            fields.StringArray(ref Types, since: 5);
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public KafkaError Error;
        public List<Group> Groups = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Error(ref Error);
            fields.Array(ref Groups);
        }

        internal sealed class Group : IWireStruct
        {
            public string Id = "";
            public string ProtocolType = "";
            public string State = "";
            public string Type = "";

            public void Describe(WireFields fields)
            {
                fields.String(ref Id);
                fields.String(ref ProtocolType);
                fields.String(ref State, since: 4);
                fields.String(ref Type, since: 5);
            }
        }
    }
}
