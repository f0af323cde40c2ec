using EventAi.Emulators.Kafka.Wire;

namespace EventAi.Emulators.Kafka.Apis;

/// <summary>An operation with its request and response described as messages.</summary>
internal abstract class TypedApi<TRequest, TResponse>(ApiKey key, short minVersion, short maxVersion, short flexibleFrom)
    : KafkaApi(key, minVersion, maxVersion, flexibleFrom)
    where TRequest : IWireStruct, new()
    where TResponse : class, IWireStruct, new()
{
    public sealed override async ValueTask<bool> AnswerAsync(WireReader reader, WireWriter writer, RequestContext context)
    {
        var flexible = IsFlexible(context.Version);
        var request = new TRequest();
        reader.Message(request, context.Version, flexible);
        if (await HandleAsync(request, context) is not { } response)
        {
            return false;
        }

        // The response to ApiVersions keeps the old header, so that clients can read it whatever they asked for (KIP-511).
        writer.StartFrame(context.CorrelationId, flexible && Key != ApiKey.ApiVersions);
        writer.Message(response, context.Version, flexible);
        writer.EndFrame();
        return true;
    }

    public sealed override IEnumerable<IWireStruct> NewMessages() => [new TRequest(), new TResponse()];

    /// <summary>Null stands for no response.</summary>
    protected abstract ValueTask<TResponse?> HandleAsync(TRequest request, RequestContext context);
}
