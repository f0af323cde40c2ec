using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// AlterConfigs (33), versions 0-2. Replaces all of a topic's own settings by the ones named, durably and with effect at once.
/// Not emulated: settings of the broker and of loggers (INVALID_REQUEST).
/// </summary>
internal sealed class AlterConfigs(BrokerState state) : TypedApi<AlterConfigs.Request, AlterConfigs.Response>(ApiKey.AlterConfigs, 0, 2, 2)
{
    protected override async ValueTask<Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new Response();
        foreach (var resource in request.Resources)
        {
            var result = ConfigResource.Change(state, resource.Type, resource.Name, (settings, config) => Replace(settings, config, resource), request.ValidateOnly);
            response.Results.Add(new Response.Result { Error = result.Error, Message = result.Message, Type = resource.Type, Name = resource.Name });
        }

        await state.Flusher.Durable(state.Topics.Durability);
        return response;
    }

    private static string? Replace(Dictionary<string, string> settings, TopicConfig config, Request.Resource resource)
    {
        settings.Clear();
        foreach (var entry in resource.Configs)
        {
            if (entry.Value is null)
            {
                return config.Problem(entry.Name, null);
            }

            settings[entry.Name] = entry.Value;
        }

        return null;
    }

    internal sealed class Request : IWireStruct
    {
        public List<Resource> Resources = [];
        public bool ValidateOnly;

        public void Describe(WireFields fields)
        {
            fields.Array(ref Resources);
            fields.Bool(ref ValidateOnly);
        }

        internal sealed class Resource : IWireStruct
        {
            public sbyte Type;
            public string Name = "";
            public List<Config> Configs = [];

            public void Describe(WireFields fields)
            {
                fields.Int8(ref Type);
                fields.String(ref Name);
                fields.Array(ref Configs);
            }
        }

        internal sealed class Config : IWireStruct
        {
            public string Name = "";
            public string? Value;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.NullableString(ref Value);
            }
        }
    }

    /// <summary>IncrementalAlterConfigs answers the same.</summary>
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
            public KafkaError Error;
            public string? Message;
            public sbyte Type;
            public string Name = "";

            public void Describe(WireFields fields)
            {
                fields.Error(ref Error);
                fields.NullableString(ref Message);
                fields.Int8(ref Type);
                fields.String(ref Name);
            }
        }
    }
}
