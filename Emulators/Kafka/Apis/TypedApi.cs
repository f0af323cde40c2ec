using EventAi.Emulators.Kafka.Faults;
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
        var fault = context.Faults?.Take(Key, request, context.Version);
        if (fault is { DelayMs: > 0 })
        {
            await Task.Delay(fault.DelayMs, context.Closed);
        }

        context.DropResponse = fault is { Drop: true };
        if ((fault is { Error: not 0 } ? Fail(request, context.Version, (KafkaError)fault.Error) : await HandleAsync(request, context)) is not { } response)
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

    /// <summary>
    /// An answer that fails, with the places for errors that the request asks about; overridden where these lie in topics and partitions. Nothing is done.
    /// </summary>
    protected virtual TResponse Refusal(TRequest request) => new();

    private TResponse Fail(TRequest request, short version, KafkaError error)
    {
        var response = Refusal(request);
        new ErrorSetter(version, error).Struct(response);
        return response;
    }

    /// <summary>Null stands for no response.</summary>
    protected abstract ValueTask<TResponse?> HandleAsync(TRequest request, RequestContext context);
}
