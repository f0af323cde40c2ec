using EventAi.Emulators.Kafka.State;
using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>
/// IncrementalAlterConfigs (44), versions 0-1. Sets (0), removes (1), appends to (2) and subtracts from (3) single settings of a topic, durably and with
/// effect at once. Not emulated: settings of the broker and of loggers (INVALID_REQUEST).
/// </summary>
internal sealed class IncrementalAlterConfigs(BrokerState state)
    : TypedApi<IncrementalAlterConfigs.Request, AlterConfigs.Response>(ApiKey.IncrementalAlterConfigs, 0, 1, 1)
{
    private const sbyte Set = 0;
    private const sbyte Delete = 1;
    private const sbyte Append = 2;
    private const sbyte Subtract = 3;

    protected override async ValueTask<AlterConfigs.Response?> HandleAsync(Request request, RequestContext context)
    {
        var response = new AlterConfigs.Response();
        foreach (var resource in request.Resources)
        {
            var result = ConfigResource.Change(
                state,
                resource.Type,
                resource.Name,
                (settings, config) => resource.Configs.Select(c => Apply(settings, config, c)).FirstOrDefault(problem => problem is not null),
                request.ValidateOnly);
            response.Results.Add(new AlterConfigs.Response.Result { Error = result.Error, Message = result.Message, Type = resource.Type, Name = resource.Name });
        }

        await state.Flusher.Durable(state.Topics.Durability);
        return response;
    }

    private static string? Apply(Dictionary<string, string> settings, TopicConfig config, Request.Config entry)
    {
        if (!config.Defaults.ContainsKey(entry.Name))
        {
            return config.Problem(entry.Name, entry.Value ?? "");
        }

        if (entry.Operation == Delete)
        {
            settings.Remove(entry.Name);
            return null;
        }

        if (entry.Value is null)
        {
            return config.Problem(entry.Name, null);
        }

        var present = (settings.GetValueOrDefault(entry.Name) ?? config.Defaults[entry.Name]).Split(',', StringSplitOptions.RemoveEmptyEntries);
        var named = entry.Value.Split(',');
        switch (entry.Operation)
        {
            case Set:
                settings[entry.Name] = entry.Value;
                return null;
            case Append when entry.Name is "cleanup.policy":
                settings[entry.Name] = string.Join(',', present.Union(named, StringComparer.Ordinal));
                return null;
            case Subtract when entry.Name is "cleanup.policy":
                settings[entry.Name] = string.Join(',', present.Except(named, StringComparer.Ordinal));
                return null;
            default:
                return $"{entry.Name}: operation {entry.Operation} is not possible; it holds no list.";
        }
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
            public sbyte Operation;
            public string? Value;

            public void Describe(WireFields fields)
            {
                fields.String(ref Name);
                fields.Int8(ref Operation);
                fields.NullableString(ref Value);
            }
        }
    }
}
