using Google.Protobuf;

namespace EventAi.Emulators.Qdrant.Api.Grpc.Collections;

/// <summary>A method of the service qdrant.Collections.</summary>
internal abstract class CollectionsOperation<TRequest, TResponse>(MessageParser<TRequest> parser)
    : Operation<TRequest, TResponse>("qdrant.Collections", parser)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>;
