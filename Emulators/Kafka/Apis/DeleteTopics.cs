using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// DeleteTopics (20), versions 0-6 (6: by name or id). The records and the offsets that groups committed for the topic go at once;
/// a fetch that is parked on it is woken. Not emulated: waiting.
/// </summary>
internal sealed class DeleteTopics(BrokerState state) : TypedApi<DeleteTopics.Request, DeleteTopics.Response>(ApiKey.DeleteTopics, 0, 6, 4)
{
    private const int FirstWithIds = 6;

    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response
        {
            Results = context.Version < FirstWithIds
                ? [.. request.Names.Select(name => Delete(name, default))]
                : [.. request.Topics.Select(t => Delete(t.Name, t.Id))],
        };
        await state.Flusher.Durable(state.Topics.Durability);
        return response;
    }

    private Response.Result Delete(string? name, Guid id)
    {
        name ??= state.Topics.Find(id)?.Name;
        var result = name is null ? new TopicResult(KafkaError.UnknownTopicId) : state.DeleteTopic(name);
        return new Response.Result { Name = name, Id = result.Topic?.Id ?? id, Error = result.Error };
    }

    protected override Response Refusal(Request request) => new()
    {
        Results = [.. request.Names.Select(name => new Response.Result { Name = name }), .. request.Topics.Select(t => new Response.Result { Name = t.Name, Id = t.Id })],
    };

    internal sealed class Request : IWireStruct
    {
        public List<Topic> Topics = [];
        public List<string> Names = [];
        public int TimeoutMs;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Topics, since: 6);
            fields.StringArray(ref Names, until: 5);
            fields.Int32(ref TimeoutMs);
        }

        internal sealed class Topic : IWireStruct
        {
            public string? Name;
            public Guid Id;

            public void Describe(WireFields fields)
            {
                fields.NullableString(ref Name);
                fields.Uuid(ref Id);
            }
        }
    }

    internal sealed class Response : IWireStruct
    {
        public int ThrottleMs;
        public List<Result> Results = [];

        public void Describe(WireFields fields)
        {
            fields.Int32(ref ThrottleMs, since: 1);
            fields.Array(ref Results);
        }

        internal sealed class Result : IWireStruct
        {
            public string? Name;
            public Guid Id;
            public KafkaError Error;
            public string? Message;

            public void Describe(WireFields fields)
            {
                fields.NullableString(ref Name, nullSince: 6);
                fields.Uuid(ref Id, since: 6);
                fields.Error(ref Error);
                fields.NullableString(ref Message, since: 5);
            }
        }
    }
}
